import type { Projection } from '@linchpin/domain';
import type { DeliveryControl, EventBatch } from '@linchpin/event-bus';
import type { Db } from '@linchpin/mongo';
import type { Logger } from 'pino';
import { applySlices, type Gap, type Outcome, type Slice } from './apply.js';
import { type Counters, newCounters } from './counters.js';
import { Folder } from './folder.js';
import { Follower, type Turn } from './follower.js';
import type { LogOf } from './log-reader.js';
import type { PartitionKey } from './partitions.js';
import { Progress } from './progress.js';
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
  readonly #follower: Follower;
  readonly #db: Db;
  readonly #log: Logger;
  readonly #stop: AbortSignal;

  constructor(
    projection: Projection<unknown>,
    { db, logOf, log, stop }: { db: Db; logOf: LogOf; log: Logger; stop: AbortSignal },
  ) {
    this.projection = projection;
    this.#folder = new Folder(projection);
    this.#db = db;
    this.#log = log.child({ projection: projection.name, version: projection.version });
    this.#stop = stop;
    this.#follower = new Follower({
      name: projection.name,
      aggregates: projection.sources.map(({ source }) => source.name),
      limit: transactionLimit,
      logOf,
      log: this.#log,
      stop,
      take: (slices, turn) => this.#apply(slices, turn),
      checkpoints: async () => {
        const meta = await this.refresh();
        return meta && loadCheckpoints(db, meta.collection);
      },
      isWanted: () => this.state === 'running',
      onGap: () => {
        this.counters.gaps += 1;
      },
    });
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
  deliver(batches: readonly EventBatch[], control: DeliveryControl): Promise<void> {
    return this.#follower.deliver(batches, control);
  }

  /** Applies what the logs hold and the collection does not, and moves every checkpoint to the heads of the logs. */
  catchUp(): Promise<void> {
    return this.#follower.catchUp();
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

  async #apply(slices: readonly Slice[], turn: Turn): Promise<Gap | undefined> {
    const outcome = await this.#transact(slices, turn.assertCurrent);
    if (outcome.kind === 'gap') return outcome.gap;
    if (outcome.kind === 'superseded') {
      this.supersede(outcome.meta);
      return undefined;
    }
    this.meta = outcome.meta;
    this.counters.transactions += 1;
    this.counters.applied += outcome.applied;
    this.counters.repeats += outcome.repeats;
    if (outcome.applied > 0) this.appliedAt = Date.now();
    this.#note(outcome);
    return undefined;
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
}
