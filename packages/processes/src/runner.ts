import type { AnyAggregate, LoggedEvent, Process } from '@linchpin/domain';
import type { DeliveryControl, EventBatch } from '@linchpin/event-bus';
import { Lease } from '@linchpin/event-store';
import type { Db } from '@linchpin/mongo';
import {
  checkpointsIn,
  Follower,
  freshOf,
  type Gap,
  type LogOf,
  loadCheckpoints,
  type Slice,
  type Turn,
  untilDone,
} from '@linchpin/projections';
import type { Logger } from 'pino';
import type { AttemptOptions } from './attempt.js';
import { aggregatesOf, checkpointNameOf, recordBeginning } from './beginning.js';
import { contextFor, type ReadableProjections } from './context.js';
import { type Counters, newCounters } from './counters.js';
import type { Decisions } from './decisions.js';
import { type Cause, type Execute, Handler, type Outcome } from './handler.js';
import { inParallel } from './in-parallel.js';
import { parkedAmong } from './parking.js';
import { Reactor } from './reactor.js';
import { causeOf, type Lane, settle } from './settle.js';
import { changeTimers, type TimerDocument, timerName, timersIn } from './timers.js';
import { transact } from './transact.js';

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

/** Runs one process: each event once, in the order of its stream, and each timer. */
export class Runner {
  readonly process: Process;
  readonly aggregates: readonly string[];
  readonly checkpointName: string;
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
  #idleLookAt = 0;
  #leads = false;
  #leaseLookAt = 0;

  constructor(process: Process, parts: RunnerParts) {
    this.process = process;
    this.aggregates = aggregatesOf(process);
    this.checkpointName = checkpointNameOf(process);
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

  /** Says where it begins, when it starts for the first time ever. */
  async begin(): Promise<void> {
    await recordBeginning(this.process, this.#parts);
    this.#begunAt = Date.now();
    this.state = 'running';
  }

  deliver(batches: readonly EventBatch[], control: DeliveryControl): Promise<void> {
    return this.#follower.deliver(batches, control);
  }

  /** What has to be done from time to time, by the one operating-system process that holds the lease: it saves work, no more. */
  async tick(): Promise<void> {
    if (!(await this.#holdsLease())) return;
    await this.#fireTimers();
    if (Date.now() < this.#idleLookAt) return;
    this.#idleLookAt = Date.now() + idleMs / 5;
    const newest = await checkpointsIn(this.#parts.db)
      .find({ collection: this.checkpointName }, { sort: { at: -1 }, limit: 1, projection: { at: 1 } })
      .next();
    if (Date.now() - Math.max(this.#begunAt, newest?.at.getTime() ?? 0) > idleMs)
      await this.#follower.catchUp();
  }

  /** Asks again in time to renew it, and soon after another one may have let it go. */
  async #holdsLease(): Promise<boolean> {
    if (Date.now() < this.#leaseLookAt) return this.#leads;
    this.#leads = await this.#lease.take();
    this.#leaseLookAt = Date.now() + (this.#leads ? leaseMs / 2 : leaseMs / 5);
    return this.#leads;
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
    await transact(db, async (session) => {
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
      const settled = await patiently(() =>
        settle(this.process, { before, moved: fresh.moved, lanes }, this.#parts, () => this.#mayGoOn(turn)),
      );
      this.waitsFor = undefined;
      if (!settled) continue;
      for (const { left, failure } of lanes)
        if (failure !== undefined) this.#tellParked({ stream: left[0]!.stream, ...failure });
      return undefined;
    }
  }

  async #handleStream(events: readonly LoggedEvent[], turn: Turn): Promise<Lane> {
    const timers: Lane['timers'] = [];
    for (const [index, event] of events.entries()) {
      const outcome = await this.handle(event, turn);
      if (outcome.kind === 'failed') return { timers, failure: outcome.failure, left: events.slice(index) };
      timers.push({ position: event.position, changes: outcome.timers });
    }
    return { timers, left: [] };
  }

  #tellParked(what: object): void {
    this.counters.parked += 1;
    this.#log.error(what, 'parked; see "linchpin process parked"');
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

/** What the firing of a timer is as a cause: of this setting of it, and no other. */
export const firingOf = (timer: TimerDocument): string => `timer:${timerName(timer)}@${timer.cause}`;
