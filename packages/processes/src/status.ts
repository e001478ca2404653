import type { Db } from '@linchpin/mongo';
import { type LogOf, lagOf, loadCheckpoints } from '@linchpin/projections';
import type { Failure } from './attempt.js';
import type { Counters } from './counters.js';
import { parkedIn } from './parking.js';
import type { Runner, State } from './runner.js';
import { timerName, timersIn } from './timers.js';

/** Where a process stands. */
export interface ProcessStatus {
  readonly name: string;
  /** `waiting`: something it needs does not answer, and it goes on when it does. */
  readonly state: State | 'waiting';
  /** Why it waits, or has failed. */
  readonly reason: string | undefined;
  /** The last position dealt with. */
  readonly position: number;
  /** Events in the logs that it has not come to; at most that, when it is far behind. */
  readonly lagEvents: number;
  /** Streams and timers that are parked. */
  readonly parked: number;
  /** Timers that are waiting for their instant. */
  readonly timers: number;
  readonly nextDue: Date | undefined;
  readonly counters: Readonly<Counters>;
}

export async function statusOf(db: Db, logOf: LogOf, runner: Runner): Promise<ProcessStatus> {
  const { name } = runner.process;
  const positions = await loadCheckpoints(db, runner.checkpointName);
  const waiting = { process: name, parked: { $exists: false } };
  const [lagEvents, parkedStreams, parkedTimers, timers, next] = await Promise.all([
    lagOf(positions, runner.aggregates, logOf),
    parkedIn(db).countDocuments({ process: name }),
    timersIn(db).countDocuments({ process: name, parked: { $exists: true } }),
    timersIn(db).countDocuments(waiting),
    timersIn(db).findOne(waiting, { sort: { due: 1 }, projection: { due: 1 } }),
  ]);
  return {
    name,
    state: runner.state === 'running' && runner.waitsFor !== undefined ? 'waiting' : runner.state,
    reason: runner.reason ?? runner.waitsFor,
    position: Math.max(0, ...positions.values()),
    lagEvents,
    parked: parkedStreams + parkedTimers,
    timers,
    nextDue: next?.due,
    counters: { ...runner.counters },
  };
}

/** Something that stands still until it is re-driven: a stream, or a timer. */
export interface Parked extends Failure {
  readonly id: string;
  readonly process: string;
  readonly stream?: string | undefined;
  readonly timer?: string | undefined;
  /** The event that could not be dealt with; 0 for a timer. */
  readonly position: number;
  /** Events of the stream behind it. */
  readonly behind: number;
  readonly since: Date;
}

const mostListed = 1_000;

/** What is parked, the first parked first, at most 1,000. */
export async function listParked(db: Db, process: string | undefined): Promise<readonly Parked[]> {
  const only = process === undefined ? {} : { process };
  const streams = await parkedIn(db)
    .find(only, { sort: { since: 1 }, limit: mostListed })
    .toArray();
  const timers = await timersIn(db)
    .find({ ...only, parked: { $exists: true } }, { sort: { 'parked.since': 1 }, limit: mostListed })
    .toArray();
  return [
    ...streams.map(({ _id, sent: _, upTo: __, ...stream }) => ({ id: _id, ...stream })),
    ...timers.map(({ _id, process: of, parked, ...timer }) => {
      const { sent: _, ...failure } = parked!;
      return { id: _id, process: of, timer: timerName(timer), position: 0, behind: 0, ...failure };
    }),
  ]
    .sort((a, b) => a.since.getTime() - b.since.getTime())
    .slice(0, mostListed);
}
