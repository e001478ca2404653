import type { LoggedEvent, Process } from '@linchpin/domain';
import type { Db } from '@linchpin/mongo';
import { loadCheckpoints, type PartitionKey, saveCheckpoints } from '@linchpin/projections';
import { checkpointNameOf } from './beginning.js';
import type { Decisions } from './decisions.js';
import type { Outcome } from './handler.js';
import { park, parkBehind } from './parking.js';
import { changeTimers, type TimerChange } from './timers.js';
import { transact } from './transact.js';

/** What became of the events of one stream. */
export interface Lane {
  readonly timers: { readonly position: number; readonly changes: readonly TimerChange[] }[];
  /** Why the first that is left could not be dealt with; undefined: the stream was parked before. */
  readonly failure?: (Outcome & { readonly kind: 'failed' })['failure'] | undefined;
  /** Those not dealt with. */
  readonly left: readonly LoggedEvent[];
}

/** What was done, and from where to where it brings the checkpoints. */
export interface Handled {
  readonly before: ReadonlyMap<PartitionKey, number>;
  readonly moved: ReadonlyMap<PartitionKey, number>;
  readonly lanes: readonly Lane[];
}

/**
 * Moves the checkpoints, with the timers and the parking that belong to what was done, all at once.
 * @returns false: others have moved them or re-driven a stream meanwhile, nothing was written, and it must be begun again
 */
export function settle(
  process: Process,
  { before, moved, lanes }: Handled,
  { db, decisions }: { readonly db: Db; readonly decisions: Decisions },
  mayGoOn: () => void,
): Promise<boolean> {
  const { name } = process;
  const checkpoints = checkpointNameOf(process);
  const changes = lanes
    .flatMap(({ timers }) => timers)
    .sort((a, b) => a.position - b.position)
    .flatMap((each) => each.changes);
  return transact(db, async (session) => {
    const now = await loadCheckpoints(db, checkpoints, session);
    for (const partition of moved.keys()) if (now.get(partition) !== before.get(partition)) return false;
    for (const { left, failure } of lanes) {
      const [first, ...behind] = left;
      if (first === undefined) continue;
      if (failure !== undefined) {
        await park(db, name, [first, ...behind], failure, session);
        await decisions.keep(name, causeOf(first), session);
      } else if (!(await parkBehind(db, name, left, session))) {
        await session.abortTransaction();
        return false;
      }
    }
    await changeTimers(db, name, changes, session);
    await saveCheckpoints(db, checkpoints, moved, session);
    mayGoOn();
    return true;
  });
}

/** What an event is as a cause: the id that it has on the bus. */
export const causeOf = ({ stream, version }: LoggedEvent): string => `${stream}#${version}`;
