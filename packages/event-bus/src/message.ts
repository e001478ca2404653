import type { LoggedEvent } from '@linchpin/domain';
import { PoisonMessageError } from './errors.js';
import type { ReceivedEvent } from './event-bus.js';
import { aggregateOf } from './topics.js';

/**
 * The headers of a message, in CloudEvents' binary mode. All but `ce_traceparent` are on every message.
 * Source: CloudEvents 1.0.2, Kafka protocol binding, section 3.2; the names after `ce_dataschema` are extensions.
 */
export const headerNames = {
  contentType: 'content-type',
  specVersion: 'ce_specversion',
  id: 'ce_id',
  source: 'ce_source',
  type: 'ce_type',
  subject: 'ce_subject',
  time: 'ce_time',
  dataSchema: 'ce_dataschema',
  position: 'ce_position',
  previous: 'ce_previous',
  streamVersion: 'ce_streamversion',
  schemaVersion: 'ce_schemaversion',
  commandId: 'ce_commandid',
  actor: 'ce_actor',
  /** Not the bare `traceparent`: a tracer of the client may overwrite that one, and a repeat would not be identical. */
  traceparent: 'ce_traceparent',
} as const;

type Headers = Record<string, Buffer | string>;

/** What is sent. */
export interface OutgoingMessage {
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Headers;
}

/** What comes from Kafka. */
export interface IncomingMessage {
  readonly offset: string;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
}

const contentType = Buffer.from('application/protobuf');
const specVersion = Buffer.from('1.0');

/** Makes the messages of one service's events; what is the same for many is made once. */
export function createMessageWriter(
  service: string,
): (event: LoggedEvent, previous: number) => OutgoingMessage {
  const source = Buffer.from(`/linchpin/${service}`);
  const types = new Map<string, Buffer>();
  const schemas = new Map<string, Buffer>();
  let instant = Number.NaN;
  let time = '';
  return (event, previous) => {
    const { stream, recordedAt, data } = event;
    const aggregate = aggregateOf(stream);
    const milliseconds = recordedAt.getTime();
    if (milliseconds !== instant) {
      instant = milliseconds;
      time = recordedAt.toISOString();
    }
    const headers: Headers = {
      [headerNames.contentType]: contentType,
      [headerNames.specVersion]: specVersion,
      [headerNames.id]: `${stream}#${event.version}`,
      [headerNames.source]: source,
      [headerNames.type]: madeOnce(types, `linchpin.${aggregate}.${event.type}.v1`, Buffer.from),
      [headerNames.subject]: stream,
      [headerNames.time]: time,
      [headerNames.dataSchema]: madeOnce(schemas, aggregate, (name) => Buffer.from(dataSchemaOf(name))),
      [headerNames.position]: String(event.position),
      [headerNames.previous]: String(previous),
      [headerNames.streamVersion]: String(event.version),
      [headerNames.schemaVersion]: String(event.schemaVersion),
      [headerNames.commandId]: event.commandId,
      [headerNames.actor]: event.actor,
    };
    if (event.traceparent !== undefined) headers[headerNames.traceparent] = event.traceparent;
    return { key: stream, value: Buffer.from(data.buffer, data.byteOffset, data.byteLength), headers };
  };
}

/** The full name of the message in the value: `people.employee` has `linchpin.people.v1.EmployeeEvent`. */
export function dataSchemaOf(aggregate: string): string {
  const dot = aggregate.indexOf('.');
  const kind = aggregate
    .slice(dot + 1)
    .replace(/(?:^|[-_.])(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `linchpin.${aggregate.slice(0, dot)}.v1.${kind}Event`;
}

/** About how many bytes a message takes in a request, for the limits of a send. */
export const sizeOf = ({ key, value, headers }: OutgoingMessage): number => {
  let size = 24 + key.length * 3 + value.length;
  for (const name in headers) size += name.length + headers[name]!.length + 4;
  return size;
};

/**
 * Reads the messages of one partition.
 * @returns a function that throws {@link PoisonMessageError} when a message is not a whole event.
 */
export function createMessageReader(
  topic: string,
  aggregate: string,
  partition: number,
): (message: IncomingMessage) => ReceivedEvent {
  const typePrefix = `linchpin.${aggregate}.`;
  let time = '';
  let recordedAt = new Date(Number.NaN);
  return ({ offset, value, headers }) => {
    const poison = (problem: string) => new PoisonMessageError(topic, partition, offset, problem);
    const text = (name: string): string => {
      const header = headers?.[name];
      if (!Buffer.isBuffer(header))
        throw poison(header === undefined ? `lacks the header ${name}` : `repeats the header ${name}`);
      return header.toString();
    };
    const number = (name: string, least: number): number => {
      const digits = text(name);
      const parsed = /^\d{1,16}$/.test(digits) ? Number(digits) : -1;
      if (parsed < least || !Number.isSafeInteger(parsed))
        throw poison(`has ${name} "${digits}", which is not a whole number from ${least} on`);
      return parsed;
    };
    if (value === null) throw poison('has no value');
    if (text(headerNames.specVersion) !== '1.0') throw poison('is not of CloudEvents 1.0');
    const stream = text(headerNames.subject);
    if (aggregateOf(stream) !== aggregate)
      throw poison(`is of the stream "${stream}", which belongs to another topic`);
    const type = text(headerNames.type);
    if (!type.startsWith(typePrefix) || !type.endsWith('.v1'))
      throw poison(`has the type "${type}", which belongs to another topic`);
    const isoTime = text(headerNames.time);
    if (isoTime !== time) {
      recordedAt = new Date(isoTime);
      if (Number.isNaN(recordedAt.getTime()))
        throw poison(`has ${headerNames.time} "${isoTime}", which is no instant`);
      time = isoTime;
    }
    const version = number(headerNames.streamVersion, 1);
    const id = text(headerNames.id);
    if (id !== `${stream}#${version}`)
      throw poison(`has the id "${id}", which is not its stream and version`);
    const position = number(headerNames.position, 1);
    const previous = number(headerNames.previous, 0);
    if (previous >= position) throw poison(`says that ${previous} comes before its position ${position}`);
    return {
      position,
      previous,
      stream,
      version,
      type: type.slice(typePrefix.length, -3),
      schemaVersion: number(headerNames.schemaVersion, 0),
      recordedAt,
      commandId: text(headerNames.commandId),
      actor: text(headerNames.actor),
      traceparent:
        headers?.[headerNames.traceparent] === undefined ? undefined : text(headerNames.traceparent),
      data: value,
    };
  };
}

const madeOnce = <Value>(made: Map<string, Value>, key: string, make: (key: string) => Value): Value => {
  let value = made.get(key);
  if (value === undefined) {
    value = make(key);
    made.set(key, value);
  }
  return value;
};
