import type { AnyAggregate, LoggedEvent, Process } from '@linchpin/domain';
import type { DeliveryControl, EventBatch } from '@linchpin/event-bus';
import { Lease } from '@linchpin/event-store';
import type { ClientSession, Collection, Db } from '@linchpin/mongo';
import {
  byService,
  checkpointsIn,
  Follower,
  freshOf,
  type Gap,
  type LogOf,
  loadCheckpoints,
  type PartitionKey,
  partitionsOf,
  type Slice,
  saveCheckpoints,
  type Turn,
  untilDone,
} from '@linchpin/projections';
import type { Logger } from 'pino';
import type { AttemptOptions } from './attempt.js';
import { contextFor, type ReadableProjections } from './context.js';
import { type Counters, newCounters } from './counters.js';
import type { Decisions } from './decisions.js';
import { type Cause, type Execute, Handler, type Outcome } from './handler.js';
import { inParallel } from './in-parallel.js';
import { park, parkBehind, parkedAmong } from './parking.js';
import { Reactor } from './reactor.js';
import { changeTimers, type TimerChange, type TimerDocument, timerName, timersIn } from './timers.js';

/** The most events handled between two checkpoints, and the most streams and timers at once. */
const checkpointEvery = 200;
const atOnce = 16;
/** How long the right to fire timers is held without being renewed, and after how long without news the logs are asked. */
const leaseMs = 5_000;
const idleMs = 5_000;

/** What a process does in this operating-system process. */
export type State = 'stopped' | 'running' | 'failed';

/** What every process of a service stands on. */
export interface RunnerParts {
  readonly db: Db;
  readonly aggregates: ReadonlyMap<string, AnyAggregate>;
  readonly decisions: Decisions;
  readonly projections: ReadableProjections;
  readonly execute: Execute;
  readonly logOf: LogOf;
  readonly clock: () => Date;
  readonly log: Logger;
  readonly stop: AbortSignal;
}

interface Beginning {
  /** The process's name. */
  readonly _id: string;
  readonly startsFrom: Process['startsFrom'];
  readonly at: Date;
}

/** The events of one stream that are to be handled in their order, and what became of them. */
interface Lane {
  readonly timers: { readonly position: number; readonly changes: readonly TimerChange[] }[];
  readonly failed?: { readonly failure: (Outcome & { kind: 'failed' })['failure'] } | undefined;
  /** From the first that is not dealt with on. */
  readonly left: readonly LoggedEvent[];
}

/** Runs one process: each event once, in the order of its stream, and each timer. */
export class Runner {
  readonly process: Process;
  readonly aggregates: readonly string[];
  readonly counters: Counters = newCounters();
  state: State = 'stopped';
  /** Why it failed. */
  reason: string | undefined;
  /** What it waits for to pass; undefined: for nothing. */
  waitsFor: string | undefined;
  readonly #parts: RunnerParts;
  readonly #log: Logger;
  readonly #reactor: Reactor;
  readonly #handler: Handler;
  readonly #follower: Follower;
  readonly #lease: Lease;
  #taking: Promise<unknown> = Promise.resolve();
  #begunAt = 0;

  constructor(process: Process, parts: RunnerParts) {
    this.process = process;
    this.aggregates = [...new Set(process.reactions.map(({ source }) => source.name))];
    this.#parts = parts;
    this.#log = parts.log.child({ process: process.name });
    this.#reactor = new Reactor(process);
    this.#handler = new Handler(process, { ...parts, counters: this.counters });
    this.#lease = new Lease(parts.db, this.checkpointName, leaseMs);
    this.#follower = new Follower({
      name: process.name,
      aggregates: this.aggregates,
      limit: checkpointEvery,
      logOf: parts.logOf,
      log: this.#log,
      stop: parts.stop,
      take: (slices, turn) => this.#inTurn(() => this.#take(slices, turn)),
      checkpoints: () => loadCheckpoints(parts.db, this.checkpointName),
      isWanted: () => this.state === 'running',
      onGap: () => {
        this.counters.gaps += 1;
      },
    });
  }

  /** What its checkpoints, and its lease, are kept under. */
  get checkpointName(): string {
    return `process/${this.process.name}`;
  }

  /** Says where it begins, when it starts for the first time ever. */
  async begin(): Promise<void> {
    const { db } = this.#parts;
    const { name, startsFrom } = this.process;
    const beginnings: Collection<Beginning> = db.collection('processes');
    if ((await beginnings.findOne({ _id: name })) === null) {
      const heads = new Map<PartitionKey, number>();
      if (startsFrom === 'now')
        for (const [service, aggregates] of byService(this.aggregates)) {
          const head = await this.#parts.logOf(service).head();
          for (const partition of partitionsOf(aggregates)) heads.set(partition, head);
        }
      await this.#transact(async (session) => {
        const filter = { _id: name };
        const beginning = { startsFrom, at: new Date() };
        const { upsertedCount } = await beginnings.updateOne(
          filter,
          { $setOnInsert: beginning },
          { upsert: true, session },
        );
        if (upsertedCount === 1) await saveCheckpoints(db, this.checkpointName, heads, session);
      });
    }
    this.#begunAt = Date.now();
    this.state = 'running';
  }

  deliver(batches: readonly EventBatch[], control: DeliveryControl): Promise<void> {
    return this.#follower.deliver(batches, control);
  }

  /** What has to be done from time to time, by the one operating-system process that holds the lease: it saves work, no more. */
  async tick(): Promise<void> {
    if (!(await this.#lease.take())) return;
    await this.#fireTimers();
    const { db } = this.#parts;
    const newest = await checkpointsIn(db)
      .find({ collection: this.checkpointName }, { sort: { at: -1 }, limit: 1, projection: { at: 1 } })
      .next();
    if (Date.now() - Math.max(this.#begunAt, newest?.at.getTime() ?? 0) > idleMs)
      await this.#follower.catchUp();
  }

  /** Lets another one hold the lease at once. */
  release(): Promise<void> {
    return this.#lease.release();
  }

  fail(error: unknown): void {
    this.state = 'failed';
    this.reason = error instanceof Error ? error.message : String(error);
    this.#log.error({ err: error }, 'the process has failed and stands still');
  }

  isOfInterest(event: LoggedEvent): boolean {
    return this.#reactor.isOfInterest(event);
  }

  /** Decides about an event and sends the commands. */
  handle(event: LoggedEvent, turn?: Turn): Promise<Outcome> {
    const context = contextFor(this.#parts.projections, event, this.#parts.stop);
    return this.#handle(
      {
        id: causeOf(event),
        traceparent: event.traceparent,
        react: () => this.#reactor.onEvent(event, context),
      },
      turn,
    );
  }

  /** Fires a timer; true: it is gone, or was replaced meanwhile. */
  async fire(timer: TimerDocument): Promise<boolean> {
    const { db, projections, stop } = this.#parts;
    const { _id, cause } = timer;
    const context = contextFor(projections, undefined, stop);
    const id = firingOf(timer);
    const react = () => this.#reactor.onTimer(timer, context);
    const outcome = await this.#handle({ id, traceparent: undefined, react });
    await this.#transact(async (session) => {
      if (outcome.kind === 'failed') {
        const parked = { ...outcome.failure, since: new Date() };
        await timersIn(db).updateOne({ _id, cause }, { $set: { parked } }, { session });
        await this.#parts.decisions.keep(this.process.name, id, session);
        return;
      }
      const { deletedCount } = await timersIn(db).deleteOne({ _id, cause }, { session });
      // One that was replaced or cancelled while it fired has nothing to say about timers any more.
      if (deletedCount === 1) await changeTimers(db, this.process.name, outcome.timers, session);
    });
    if (outcome.kind === 'failed') this.#tellParked({ timer: timerName(timer), ...outcome.failure });
    return outcome.kind === 'done';
  }

  async #fireTimers(): Promise<void> {
    const { db, clock } = this.#parts;
    const due = await timersIn(db)
      .find(
        { process: this.process.name, due: { $lte: clock() }, parked: { $exists: false } },
        { sort: { due: 1 }, limit: checkpointEvery },
      )
      .toArray();
    await inParallel(due, atOnce, (timer) => this.fire(timer));
  }

  #handle(cause: Cause, turn?: Turn): Promise<Outcome> {
    const options: AttemptOptions = {
      mayGoOn: () => this.#mayGoOn(turn),
      onPause: async (error, waitsOut) => {
        this.counters.retries += 1;
        this.#log.warn({ err: error, cause: cause.id, waitsOut }, 'not done yet; trying again');
        if (waitsOut) this.waitsFor = error instanceof Error ? error.message : String(error);
        await turn?.heartbeat();
      },
    };
    return this.#handler.handle(cause, options);
  }

  #mayGoOn(turn?: Turn): void {
    this.#parts.stop.throwIfAborted();
    turn?.assertCurrent();
  }

  /** One at a time: what the bus delivers, and what is read from the logs. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#taking.then(work);
    this.#taking = done.catch(() => {});
    return done;
  }

  /** Handles what is new and moves the checkpoints; begins again when others have moved them meanwhile. */
  async #take(slices: readonly Slice[], turn: Turn): Promise<Gap | undefined> {
    const { db } = this.#parts;
    const patiently = <T>(work: () => Promise<T>): Promise<T> =>
      untilDone(
        work,
        () => this.#mayGoOn(turn),
        (error) => this.#log.warn({ err: error }, 'MongoDB is in the way; trying again'),
      );
    for (;;) {
      const before = await patiently(() => loadCheckpoints(db, this.checkpointName));
      const fresh = freshOf(slices, before);
      if ('gap' in fresh) return fresh.gap;
      if (fresh.moved.size === 0) return undefined;
      const streams = byStream(fresh.events.filter((event) => this.isOfInterest(event)));
      const parked = await patiently(() => parkedAmong(db, this.process.name, [...streams.keys()]));
      const lanes = await inParallel(
        [...streams.values()],
        atOnce,
        async (events): Promise<Lane> =>
          parked.has(events[0]!.stream) ? { timers: [], left: events } : this.#handleStream(events, turn),
      );
      const settled = await patiently(() => this.#settle({ before, moved: fresh.moved, lanes }, turn));
      this.waitsFor = undefined;
      if (settled) return undefined;
    }
  }

  async #handleStream(events: readonly LoggedEvent[], turn: Turn): Promise<Lane> {
    const timers: Lane['timers'] = [];
    for (const [index, event] of events.entries()) {
      const outcome = await this.handle(event, turn);
      if (outcome.kind === 'failed')
        return { timers, failed: { failure: outcome.failure }, left: events.slice(index) };
      timers.push({ position: event.position, changes: outcome.timers });
    }
    return { timers, left: [] };
  }

  /** Moves the checkpoints, with the timers and the parking that belong to them; false: others did, and it must be begun again. */
  async #settle(
    { before, moved, lanes }: { before: Positions; moved: Positions; lanes: readonly Lane[] },
    turn: Turn,
  ): Promise<boolean> {
    const { db, decisions } = this.#parts;
    const { name } = this.process;
    const changes = lanes
      .flatMap(({ timers }) => timers)
      .sort((a, b) => a.position - b.position)
      .flatMap((each) => each.changes);
    const settled = await this.#transact(async (session) => {
      const now = await loadCheckpoints(db, this.checkpointName, session);
      for (const partition of moved.keys()) if (now.get(partition) !== before.get(partition)) return false;
      for (const { left, failed } of lanes) {
        if (left.length === 0) continue;
        if (failed === undefined) {
          if (!(await parkBehind(db, name, left, session))) {
            await session.abortTransaction();
            return false;
          }
        } else {
          await park(db, name, left as [LoggedEvent, ...LoggedEvent[]], failed.failure, session);
          await decisions.keep(name, causeOf(left[0]!), session);
        }
      }
      await changeTimers(db, name, changes, session);
      await saveCheckpoints(db, this.checkpointName, moved, session);
      this.#mayGoOn(turn);
      return true;
    });
    if (settled)
      for (const { left, failed } of lanes)
        if (failed !== undefined) this.#tellParked({ stream: left[0]!.stream, ...failed.failure });
    return settled;
  }

  #tellParked(what: object): void {
    this.counters.parked += 1;
    this.#log.error(what, 'parked; see "linchpin process parked"');
  }

  #transact<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    return this.#parts.db.client.withSession((session) =>
      session.withTransaction(() => work(session), {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority', journal: true },
      }),
    );
  }
}

function byStream(events: readonly LoggedEvent[]): ReadonlyMap<string, readonly LoggedEvent[]> {
  const streams = new Map<string, LoggedEvent[]>();
  for (const event of events) {
    if (!streams.has(event.stream)) streams.set(event.stream, []);
    streams.get(event.stream)!.push(event);
  }
  return streams;
}

type Positions = ReadonlyMap<PartitionKey, number>;

/** What an event is as a cause: the id that it has on the bus. */
export const causeOf = ({ stream, version }: LoggedEvent): string => `${stream}#${version}`;

/** What the firing of a timer is as a cause: of this setting of it, and no other. */
export const firingOf = (timer: TimerDocument): string => `timer:${timerName(timer)}@${timer.cause}`;
