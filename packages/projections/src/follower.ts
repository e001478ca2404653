import type { LoggedEvent } from '@linchpin/domain';
import { aggregateOf, type DeliveryControl, type EventBatch } from '@linchpin/event-bus';
import type { Logger } from 'pino';
import type { Gap, Slice } from './apply.js';
import { LogIncompleteError } from './errors.js';
import { type LogOf, type LogReader, serviceOf } from './log-reader.js';
import { byService, PartitionFinder, type PartitionKey, partitionKey, partitionsOf } from './partitions.js';
import { readAhead } from './read-ahead.js';
import { untilDone } from './retry.js';

/** The right to go on with events that were handed over: of the bus while its partitions are this process's. */
export type Turn = Pick<DeliveryControl, 'assertCurrent' | 'heartbeat'>;

/** Of events that were read from a log there is no one to lose the right to. */
const ownTurn: Turn = { assertCurrent: () => {}, heartbeat: async () => {} };

/** Who follows, and what is done with the events. */
export interface FollowerParts {
  /** For messages, for instance `people.directory`. */
  readonly name: string;
  readonly aggregates: readonly string[];
  /** The most events handed over at once. */
  readonly limit: number;
  readonly logOf: LogOf;
  readonly log: Logger;
  readonly stop: AbortSignal;
  /** Deals with slices and moves their checkpoints; a gap: nothing was done, as events before them are missing. */
  readonly take: (slices: readonly Slice[], turn: Turn) => Promise<Gap | undefined>;
  /** Where each partition stands, 0 where nothing is said; undefined: there is nothing to bring up to date. */
  readonly checkpoints: () => Promise<ReadonlyMap<PartitionKey, number> | undefined>;
  /** Whether events are wanted now. */
  readonly isWanted: () => boolean;
  readonly onGap: (gap: Gap) => void;
}

/** Brings every event of some aggregates to a taker, in order: from the bus, and from the owners' logs where that left out any. */
export class Follower {
  readonly #parts: FollowerParts;
  readonly #aggregates: ReadonlySet<string>;
  readonly #partitions = new PartitionFinder();

  constructor(parts: FollowerParts) {
    this.#parts = parts;
    this.#aggregates = new Set(parts.aggregates);
  }

  /** Hands over what the bus delivered. */
  async deliver(batches: readonly EventBatch[], turn: Turn): Promise<void> {
    const slices = batches
      .filter(({ aggregate }) => this.#aggregates.has(aggregate))
      .map(({ aggregate, partition, events }) => ({ partition: partitionKey(aggregate, partition), events }));
    for (const chunk of chunksOf(slices, this.#parts.limit)) {
      if (!this.#parts.isWanted()) return;
      await this.#hand(chunk, turn);
      await turn.heartbeat();
    }
  }

  /** Hands over what the logs hold beyond the checkpoints, and moves every checkpoint to the heads of the logs. */
  async catchUp(): Promise<void> {
    for (const [service, aggregates] of byService(this.#parts.aggregates)) {
      const log = this.#parts.logOf(service);
      const checkpoints = await this.#parts.checkpoints();
      if (checkpoints === undefined) return;
      const head = await log.head();
      const from = Math.min(...partitionsOf(aggregates).map((key) => checkpoints.get(key) ?? 0)) + 1;
      if (from > head) continue;
      await this.#handLog(log, { from, to: head, aggregates });
      await this.#hand(
        partitionsOf(aggregates).map((partition) => ({ partition, events: [], upTo: head })),
        ownTurn,
      );
    }
  }

  async #hand(slices: readonly Slice[], turn: Turn): Promise<void> {
    for (;;) {
      const gap = await this.#parts.take(slices, turn);
      if (gap === undefined) return;
      await this.#fill(gap, turn);
    }
  }

  async #fill(gap: Gap, turn: Turn): Promise<void> {
    const { name, log, logOf, stop, onGap } = this.#parts;
    const { partition, after, upTo } = gap;
    onGap(gap);
    log.warn(gap, 'the bus left out events; they are read from the log');
    const aggregate = aggregateOf(partition);
    const reader = logOf(serviceOf(aggregate));
    const last = await untilDone(
      () => this.#handLog(reader, { from: after + 1, to: upTo, aggregates: [aggregate] }, partition),
      () => {
        stop.throwIfAborted();
        turn.assertCurrent();
      },
      (error) => log.warn({ err: error, partition }, 'the log cannot be read; trying again'),
    );
    if (last < upTo) throw new LogIncompleteError(name, partition, after, upTo);
  }

  /** Hands over a part of a log; tells the last position that it handed over. */
  async #handLog(
    log: LogReader,
    range: { from: number; to: number; aggregates: readonly string[] },
    only?: PartitionKey,
  ): Promise<number> {
    const { limit, stop } = this.#parts;
    let last = 0;
    for await (const batch of readAhead(log.read({ ...range, signal: stop }))) {
      const byPartition = new Map<PartitionKey, LoggedEvent[]>();
      for (const event of batch) {
        const partition = this.#partitions.of(event);
        if (only !== undefined && partition !== only) continue;
        if (!byPartition.has(partition)) byPartition.set(partition, []);
        byPartition.get(partition)!.push(event);
        last = event.position;
      }
      const slices = [...byPartition].map(([partition, events]) => ({ partition, events }));
      for (const chunk of chunksOf(slices, limit)) await this.#hand(chunk, ownTurn);
    }
    return last;
  }
}

/** Cuts slices into groups of at most so many events, in order. */
function* chunksOf(slices: readonly Slice[], limit: number): Generator<Slice[]> {
  let chunk: Slice[] = [];
  let size = 0;
  for (const { partition, events } of slices)
    for (let at = 0; at < events.length; ) {
      const part = events.slice(at, at + limit - size);
      chunk.push({ partition, events: part });
      at += part.length;
      size += part.length;
      if (size < limit) continue;
      yield chunk;
      chunk = [];
      size = 0;
    }
  if (chunk.length > 0) yield chunk;
}
