import type { Aggregate, Case, Refusal } from '@linchpin/domain';
import type { Db } from '@linchpin/mongo';
import { type Logger, pino } from 'pino';
import { checkedStream } from './commit.js';
import { type Accepted, type CommandMeta, Executor } from './executor.js';
import { GroupCommitter, type GroupCommitterOptions } from './group-committer.js';
import { createIndexes } from './indexes.js';
import { Log } from './log.js';
import { Snapshots } from './snapshots.js';
import { StreamLoader } from './stream-loader.js';

/** What an event store needs. */
export interface EventStoreOptions {
  /** The service's own database, connected by `@linchpin/mongo`: its guarantees are those of the store. */
  readonly db: Db;
  /** For instance `people`. */
  readonly service: string;
  /** What time it is. Default: the machine's clock. */
  readonly clock?: (() => Date) | undefined;
  readonly log?: Logger | undefined;
  /** A snapshot is written each time a stream grows past a multiple of so many events. Default 100. */
  readonly snapshotEvery?: number | undefined;
  /** The most states kept in memory. Default 10,000. */
  readonly cachedStates?: number | undefined;
  readonly commit?: GroupCommitterOptions | undefined;
}

/** The streams and the log of one service. */
export interface EventStore {
  /**
   * Does a command once: a repeated command id gets the first answer. Resolves when the events are on a majority and
   * journalled. A rule that is broken is a {@link Refusal}, and so is VERSION_CONFLICT and COMMAND_ID_REUSED.
   * @throws {OverloadedError} {@link ContentionError} when nothing was written and it may be tried again.
   * @throws {OutcomeUnknownError} when it must be sent again with the same command id to find out.
   */
  execute<State, Command extends Case, Event extends Case>(
    aggregate: Aggregate<State, Command, Event>,
    id: string,
    command: Command,
    meta: CommandMeta<State>,
  ): Promise<Accepted | Refusal>;
  /** The state of a thing as it is, or as it was recorded at an instant. */
  load<State, Command extends Case, Event extends Case>(
    aggregate: Aggregate<State, Command, Event>,
    id: string,
    options?: { readonly asOf?: Date | undefined },
  ): Promise<{ state: State; version: number }>;
  /** The sealed log: what a sequencer has put in order. */
  readonly log: Log;
  /** Waits for what is being written; the connection stays open. */
  close(): Promise<void>;
}

/** Opens the store and creates what it lacks in the database. */
export async function openEventStore(options: EventStoreOptions): Promise<EventStore> {
  const { db, service, clock = () => new Date(), snapshotEvery = 100, cachedStates = 10_000 } = options;
  const log = (options.log ?? pino({ level: 'warn' })).child({ part: 'event-store', service });
  await createIndexes(db);
  const snapshots = new Snapshots(db, log);
  const loader = new StreamLoader(db, snapshots, cachedStates);
  const committer = new GroupCommitter(db, options.commit);
  const executor = new Executor({ loader, committer, snapshots, clock, snapshotEvery });
  return {
    execute: (aggregate, id, command, meta) => executor.execute(aggregate, id, command, meta),
    async load(aggregate, id, { asOf } = {}) {
      const stream = checkedStream(aggregate.name, id);
      const { state, version } = asOf
        ? await loader.loadAsOf(aggregate, stream, asOf)
        : await loader.current(aggregate, stream);
      return { state: state as typeof aggregate.initial, version };
    },
    log: new Log(db),
    async close() {
      await committer.drained();
      await snapshots.settled();
    },
  };
}
