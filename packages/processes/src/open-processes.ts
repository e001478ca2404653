import type { AnyAggregate, Process } from '@linchpin/domain';
import type { EventBus, Subscription } from '@linchpin/event-bus';
import type { Db } from '@linchpin/mongo';
import { type LogOf, untilDone } from '@linchpin/projections';
import type { Logger } from 'pino';
import type { ReadableProjections } from './context.js';
import { Decisions } from './decisions.js';
import { UnknownProcessError } from './errors.js';
import type { Execute } from './handler.js';
import { createParkedIndexes, parkedIn } from './parking.js';
import { redriveStream, redriveTimer } from './redrive.js';
import { Runner } from './runner.js';
import { listParked, type Parked, type ProcessStatus, statusOf } from './status.js';
import { createTimerIndexes, timersIn } from './timers.js';

/** How often due timers are looked for, in milliseconds. */
const tickMs = 250;

export interface ProcessesOptions {
  readonly db: Db;
  /** For instance `compliance`; each process has a consumer group `linchpin.compliance.process.<name>`. */
  readonly service: string;
  readonly processes: readonly Process[];
  /** The aggregates that commands can go to. */
  readonly aggregates: readonly AnyAggregate[];
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly logOf: LogOf;
  /** What reactions read. */
  readonly projections: ReadableProjections;
  readonly execute: Execute;
  /** What time it is for timers. */
  readonly clock: () => Date;
  readonly log: Logger;
  /** Called when the bus has ended a subscription by an error: the process must end. */
  readonly onCrash: (error: Error) => void;
  /** In front of the name of each consumer group. Default none. */
  readonly groupPrefix?: string | undefined;
}

/** What became of a re-drive. */
export interface Redriven {
  /** Streams and timers that are no longer parked. */
  readonly released: number;
  readonly stillParked: number;
}

/** The processes of a service. */
export interface Processes {
  /** Begins each where it left off. The topics must exist. */
  start(): Promise<void>;
  /** Ends in the middle of whatever is done: nothing is lost or done twice by that. */
  stop(): Promise<void>;
  status(): Promise<readonly ProcessStatus[]>;
  /** The processes that stand still for good, and why. Any: the service is not healthy. */
  failures(): readonly { readonly name: string; readonly reason: string }[];
  /** @throws {UnknownProcessError} */
  parked(process?: string): Promise<readonly Parked[]>;
  /** Tries again what a process has parked, or one of it. @throws {UnknownProcessError} */
  redrive(process: string, id?: string): Promise<Redriven>;
}

/** Opens the processes of a service; {@link Processes.start} sets them going. */
export function openProcesses(options: ProcessesOptions): Processes {
  const { db, service, bus, logOf, log, groupPrefix = '' } = options;
  const stopping = new AbortController();
  const stop = stopping.signal;
  const aggregates = new Map(options.aggregates.map((each) => [each.name, each]));
  const decisions = new Decisions(db, aggregates);
  const parts = { ...options, aggregates, decisions, stop };
  const runners = options.processes.map((process) => new Runner(process, parts));
  const subscriptions: Subscription[] = [];
  const loops: Promise<void>[] = [];

  const find = (name: string): Runner => {
    const found = runners.find(({ process }) => process.name === name);
    if (found === undefined)
      throw new UnknownProcessError(
        name,
        runners.map(({ process }) => process.name),
      );
    return found;
  };

  const patiently = <T>(work: () => Promise<T>): Promise<T> =>
    untilDone(
      work,
      () => stop.throwIfAborted(),
      (error) => log.warn({ err: error }, 'MongoDB or a log is in the way; trying again'),
    );

  const loop = async (runner: Runner): Promise<void> => {
    while (!stop.aborted && runner.state === 'running') {
      try {
        await patiently(() => runner.tick());
      } catch (error) {
        if (!stop.aborted) runner.fail(error);
      }
      await pause(tickMs, stop);
    }
    await runner.release().catch((error: unknown) => log.warn({ err: error }, 'a lease was left to run out'));
  };

  const subscribe = async (runner: Runner): Promise<void> => {
    const subscription = await bus.subscribe({
      groupId: `${groupPrefix}linchpin.${service}.process.${runner.process.name}`,
      aggregates: runner.aggregates,
      onCrash: options.onCrash,
      async onBatches(batches, control) {
        try {
          await runner.deliver(batches, control);
        } catch (error) {
          // Lost partitions and a stop are for the bus to see; everything else is this process's failure.
          if (stop.aborted || !control.isCurrent()) throw error;
          runner.fail(error);
        }
      },
    });
    subscriptions.push(subscription);
  };

  return {
    async start() {
      if (runners.length === 0) return;
      await Promise.all([createTimerIndexes(db), createParkedIndexes(db), decisions.createIndexes()]);
      for (const runner of runners) {
        await patiently(() => runner.begin());
        if (runner.aggregates.length > 0) await subscribe(runner);
        loops.push(loop(runner));
      }
    },
    async stop() {
      stopping.abort(new Error(`the processes of ${service} are being stopped`));
      await Promise.all(subscriptions.map((each) => each.close()));
      await Promise.all(loops);
      for (const runner of runners) if (runner.state !== 'failed') runner.state = 'stopped';
    },
    status: () => Promise.all(runners.map((runner) => statusOf(db, logOf, runner))),
    failures: () =>
      runners
        .filter(({ state }) => state === 'failed')
        .map(({ process, reason = '' }) => ({ name: process.name, reason })),
    async parked(process) {
      return listParked(db, process === undefined ? undefined : find(process).process.name);
    },
    async redrive(name, id) {
      const runner = find(name);
      const filter = { process: name, ...(id !== undefined && { _id: id }) };
      const done: boolean[] = [];
      for (const parked of await parkedIn(db)
        .find(filter, { sort: { since: 1 } })
        .toArray())
        done.push(await redriveStream(runner, parked, parts));
      for (const timer of await timersIn(db)
        .find({ ...filter, parked: { $exists: true } })
        .toArray())
        done.push(await redriveTimer(runner, timer, parts));
      const released = done.filter(Boolean).length;
      return { released, stillParked: done.length - released };
    },
  };
}

/** Waits, or ends at once when the signal is aborted. */
const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
