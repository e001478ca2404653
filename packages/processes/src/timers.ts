import type { CancelTimer, SetTimer } from '@linchpin/domain';
import type { AnyBulkWriteOperation, ClientSession, Collection, Db } from '@linchpin/mongo';
import type { Failure } from './attempt.js';

/** A timer as it is decided; `cause` tells the one setting from every other. */
export type TimerChange = (SetTimer & { readonly cause: string }) | CancelTimer;

/** A timer that waits for its instant. */
export interface TimerDocument {
  /** `compliance.expiry|expiring/10026` */
  readonly _id: string;
  readonly process: string;
  readonly timer: string;
  readonly key: string;
  readonly due: Date;
  readonly data: unknown;
  /** What set it: the event or timer, and the place among its actions. */
  readonly cause: string;
  /** It could not fire, and does not until it is re-driven. */
  readonly parked?: (Failure & { readonly sent: number; readonly since: Date }) | undefined;
}

export const timersIn = (db: Db): Collection<TimerDocument> =>
  db.collection<TimerDocument>('timers', { ignoreUndefined: true });

export const createTimerIndexes = (db: Db): Promise<string> =>
  timersIn(db).createIndex({ process: 1, due: 1 });

/** What a timer is called where it is told of: `expiring/10026`. */
export const timerName = ({ timer, key }: Pick<TimerDocument, 'timer' | 'key'>): string => `${timer}/${key}`;

/** Sets and cancels timers of a process, in order. */
export async function changeTimers(
  db: Db,
  process: string,
  changes: readonly TimerChange[],
  session: ClientSession,
): Promise<void> {
  const writes = changes.map((change): AnyBulkWriteOperation<TimerDocument> => {
    const filter = { _id: `${process}|${timerName(change)}` };
    if (change.kind === 'cancel-timer') return { deleteOne: { filter } };
    const { timer, key, due, data, cause } = change;
    return { replaceOne: { filter, replacement: { process, timer, key, due, data, cause }, upsert: true } };
  });
  if (writes.length > 0) await timersIn(db).bulkWrite(writes, { ordered: true, session });
}
