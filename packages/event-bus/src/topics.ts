/** Every topic has as many partitions, for good: another number would move streams and break their order. */
export const partitionCount = 6;

/** The topic of an aggregate: `topicOf('people.employee')` is `linchpin.people.employee.v1`. */
export const topicOf = (aggregate: string, prefix = ''): string => `${prefix}linchpin.${aggregate}.v1`;

/** The aggregate of a stream, without building its id. */
export const aggregateOf = (stream: string): string => stream.slice(0, stream.indexOf('/'));
