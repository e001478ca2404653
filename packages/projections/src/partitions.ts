import type { LoggedEvent, Projection } from '@linchpin/domain';
import { aggregateOf, partitionCount, partitionOf } from '@linchpin/event-bus';
import { serviceOf } from './log-reader.js';

/** A partition of an aggregate's events as checkpoints name it: `people.employee/3`. */
export type PartitionKey = string;

export const partitionKey = (aggregate: string, partition: number): PartitionKey =>
  `${aggregate}/${partition}`;

/** The aggregates that a projection reads, by the service that owns their log. */
export const aggregatesByService = <Document>(
  projection: Projection<Document>,
): ReadonlyMap<string, readonly string[]> => byService(projection.sources.map(({ source }) => source.name));

/** Aggregates, each once, by the service that owns their log. */
export function byService(aggregates: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const services = new Map<string, Set<string>>();
  for (const name of aggregates) {
    const service = serviceOf(name);
    services.set(service, (services.get(service) ?? new Set()).add(name));
  }
  return new Map([...services].map(([service, names]) => [service, [...names]]));
}

/** Every partition of some aggregates. */
export const partitionsOf = (aggregates: readonly string[]): readonly PartitionKey[] =>
  aggregates.flatMap((aggregate) =>
    Array.from({ length: partitionCount }, (_, partition) => partitionKey(aggregate, partition)),
  );

/** Finds the partitions of events; remembers the streams it has seen, as one hash costs more than one look-up. */
export class PartitionFinder {
  readonly #known = new Map<string, PartitionKey>();

  of(event: LoggedEvent): PartitionKey {
    const known = this.#known.get(event.stream);
    if (known !== undefined) return known;
    if (this.#known.size >= 100_000) this.#known.clear();
    const found = partitionOfStream(event.stream);
    this.#known.set(event.stream, found);
    return found;
  }
}

/** The partition of a stream. */
export const partitionOfStream = (stream: string): PartitionKey =>
  partitionKey(aggregateOf(stream), partitionOf(stream, partitionCount));
