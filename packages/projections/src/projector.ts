import type { LoggedEvent, Projection } from '@linchpin/domain';
import { aggregateOf, type DeliveryControl, type EventBatch } from '@linchpin/event-bus';
import type { Db } from '@linchpin/mongo';
import type { Logger } from 'pino';
import { applySlices, type Gap, type Outcome, type Slice } from './apply.js';
import { type Counters, newCounters } from './counters.js';
import { LogIncompleteError } from './errors.js';
import { Folder } from './folder.js';
import { type LogOf, type LogReader, serviceOf } from './log-reader.js';
import {
  aggregatesByService,
  PartitionFinder,
  type PartitionKey,
  partitionKey,
  partitionsOf,
} from './partitions.js';
import { Progress } from './progress.js';
import { readAhead } from './read-ahead.js';
import { untilDone } from './retry.js';
import { loadCheckpoints, type Meta, metasIn } from './storage.js';

/** The most events in one transaction. */
const transactionLimit = 5_000;

/** What a projection does in this process. */
export type State = 'stopped' | 'building' | 'running' | 'superseded' | 'failed';

/** Keeps one projection's documents up to date, exactly once. */
export class Projector {
  readonly counters: Counters = newCounters();
  state: State = 'stopped';
  /** Why it failed or was superseded. */
  reason: string | undefined;
  /** As last seen; undefined: never built. */
  meta: Meta | undefined;
  /** When events were last applied, in milliseconds since 1970. */
  appliedAt = 0;
  /** Made each time this process has applied something. */
  readonly progress = new Progress();
  readonly projection: Projection<unknown>;
  readonly #applied = new Map<PartitionKey, number>();
  #appliedTo: string | undefined;
  readonly #folder: Folder<unknown>;
  readonly #aggregates: ReadonlySet<string>;
  readonly #partitions = new PartitionFinder();
  readonly #db: Db;
  readonly #logOf: LogOf;
  readonly #log: Logger;
  readonly #stop: AbortSignal;

  constructor(
    projection: Projection<unknown>,
    { db, logOf, log, stop }: { db: Db; logOf: LogOf; log: Logger; stop: AbortSignal },
  ) {
    this.projection = projection;
    this.#folder = new Folder(projection);
    this.#aggregates = new Set(projection.sources.map(({ source }) => source.name));
    this.#db = db;
    this.#logOf = logOf;
    this.#log = log.child({ projection: projection.name, version: projection.version });
    this.#stop = stop;
  }

  /** Reads which collection is in use. */
  async refresh(): Promise<Meta | undefined> {
    this.meta = (await metasIn(this.#db).findOne({ _id: this.projection.name })) ?? undefined;
    return this.meta;
  }

  /** How far this process itself has brought a partition of a collection. Another process may have brought it further. */
  appliedUpTo(collection: string, partition: PartitionKey): number {
    return collection === this.#appliedTo ? (this.#applied.get(partition) ?? 0) : 0;
  }

  /**
   * Applies what the bus delivered. Unless it is running, it leaves the events to the catching up that ends a build
   * or follows a restart.
   */
  async deliver(batches: readonly EventBatch[], control: DeliveryControl): Promise<void> {
    if (this.state !== 'running') return;
    const slices = batches
      .filter(({ aggregate }) => this.#aggregates.has(aggregate))
      .map(({ aggregate, partition, events }) => ({ partition: partitionKey(aggregate, partition), events }));
    for (const chunk of chunksOf(slices, transactionLimit)) {
      await this.#apply(chunk, () => control.assertCurrent());
      if (this.state !== 'running') return;
      await control.heartbeat();
    }
  }

  /** Applies what the logs hold and the collection does not, and moves every checkpoint to the heads of the logs. */
  async catchUp(): Promise<void> {
    for (const [service, aggregates] of aggregatesByService(this.projection)) {
      if ((await this.refresh()) === undefined) return;
      const log = this.#logOf(service);
      const head = await log.head();
      const checkpoints = await loadCheckpoints(this.#db, this.meta!.collection);
      const from = Math.min(...partitionsOf(aggregates).map((key) => checkpoints.get(key) ?? 0)) + 1;
      if (from > head) continue;
      await this.#applyLog(log, { from, to: head, aggregates });
      await this.#apply(partitionsOf(aggregates).map((partition) => ({ partition, events: [], upTo: head })));
    }
  }

  /** Stops it for good and says why; what it has not applied stays unapplied. */
  fail(error: unknown): void {
    this.state = 'failed';
    this.reason = error instanceof Error ? error.message : String(error);
    this.#log.error({ err: error }, 'the projection has failed and stands still');
  }

  /** Leaves it to processes with the version in use. */
  supersede(meta: Meta | undefined): void {
    this.meta = meta;
    if (this.state === 'failed' || this.state === 'superseded') return;
    this.state = 'superseded';
    this.reason = `version ${meta?.version} is in use, and this process has version ${this.projection.version}`;
    this.#log.warn({ reason: this.reason }, 'the projection is left to newer processes');
  }

  async #apply(slices: readonly Slice[], mayGoOn: () => void = () => {}): Promise<void> {
    for (;;) {
      const outcome = await this.#transact(slices, mayGoOn);
      if (outcome.kind === 'gap') {
        await this.#fill(outcome.gap);
        continue;
      }
      if (outcome.kind === 'superseded') return this.supersede(outcome.meta);
      this.meta = outcome.meta;
      this.counters.transactions += 1;
      this.counters.applied += outcome.applied;
      this.counters.repeats += outcome.repeats;
      if (outcome.applied > 0) this.appliedAt = Date.now();
      this.#note(outcome);
      return;
    }
  }

  #note({ meta, moved }: Outcome & { readonly kind: 'applied' }): void {
    if (meta.collection !== this.#appliedTo) this.#applied.clear();
    this.#appliedTo = meta.collection;
    for (const [partition, position] of moved) this.#applied.set(partition, position);
    this.progress.made();
  }

  #transact(slices: readonly Slice[], mayGoOn: () => void): Promise<Outcome> {
    const { name, version } = this.projection;
    const target = { db: this.#db, folder: this.#folder, name, version };
    return untilDone(
      () =>
        this.#db.client.withSession((session) =>
          session.withTransaction(
            async () => {
              const outcome = await applySlices(target, slices, session);
              mayGoOn();
              return outcome;
            },
            { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', journal: true } },
          ),
        ),
      () => {
        this.#stop.throwIfAborted();
        mayGoOn();
      },
      (error, tries) => {
        this.counters.retries += 1;
        if (tries % 10 === 3) this.#log.warn({ err: error, tries }, 'MongoDB is in the way; trying again');
      },
    );
  }

  async #fill({ partition, after, upTo }: Gap): Promise<void> {
    this.counters.gaps += 1;
    this.#log.warn({ partition, after, upTo }, 'the bus left out events; they are read from the log');
    const aggregate = aggregateOf(partition);
    const log = this.#logOf(serviceOf(aggregate));
    const last = await this.#applyLog(log, { from: after + 1, to: upTo, aggregates: [aggregate] }, partition);
    if (last < upTo) throw new LogIncompleteError(this.projection.name, partition, after, upTo);
  }

  /** Applies a part of a log; tells the last position that it applied. */
  async #applyLog(
    log: LogReader,
    range: { from: number; to: number; aggregates: readonly string[] },
    only?: PartitionKey,
  ): Promise<number> {
    let last = 0;
    for await (const batch of readAhead(log.read({ ...range, signal: this.#stop }))) {
      const byPartition = new Map<PartitionKey, LoggedEvent[]>();
      for (const event of batch) {
        const partition = this.#partitions.of(event);
        if (only !== undefined && partition !== only) continue;
        if (!byPartition.has(partition)) byPartition.set(partition, []);
        byPartition.get(partition)!.push(event);
        last = event.position;
      }
      const slices = [...byPartition].map(([partition, events]) => ({ partition, events }));
      for (const chunk of chunksOf(slices, transactionLimit)) await this.#apply(chunk);
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
