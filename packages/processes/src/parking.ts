import type { LoggedEvent } from '@linchpin/domain';
import type { ClientSession, Collection, Db } from '@linchpin/mongo';
import type { Failure } from './attempt.js';

/** A stream that stands still for one process. Its events are in the log; here is which of them are waiting. */
export interface ParkedStream extends Failure {
  /** `compliance.open-requirements|people.employee/10026` */
  readonly _id: string;
  readonly process: string;
  readonly stream: string;
  /** The first event that is not dealt with is at this position or, after others were re-driven, beyond it. */
  readonly position: number;
  /** The last one that is known of. */
  readonly upTo: number;
  /** Events known of behind the first. */
  readonly behind: number;
  /** Commands of the first event that were accepted, or may have been. Only at 0 can it be decided anew. */
  readonly sent: number;
  readonly since: Date;
}

export const parkedIn = (db: Db): Collection<ParkedStream> => db.collection<ParkedStream>('parked');

export const createParkedIndexes = (db: Db): Promise<string> =>
  parkedIn(db).createIndex({ process: 1, since: 1 });

export const parkedId = (process: string, stream: string): string => `${process}|${stream}`;

/** Which of these streams are parked for a process. */
export async function parkedAmong(
  db: Db,
  process: string,
  streams: readonly string[],
): Promise<ReadonlySet<string>> {
  if (streams.length === 0) return new Set();
  const ids = streams.map((stream) => parkedId(process, stream));
  const found = await parkedIn(db)
    .find({ _id: { $in: ids } }, { projection: { stream: 1 } })
    .toArray();
  return new Set(found.map(({ stream }) => stream));
}

/** Parks a stream at its first event that could not be dealt with, with others of the stream behind it. */
export async function park(
  db: Db,
  process: string,
  [first, ...behind]: readonly [LoggedEvent, ...LoggedEvent[]],
  failure: Failure & { readonly sent: number },
  session: ClientSession,
): Promise<void> {
  const { stream, position } = first;
  await parkedIn(db).insertOne(
    {
      _id: parkedId(process, stream),
      process,
      stream,
      position,
      upTo: behind.at(-1)?.position ?? position,
      behind: behind.length,
      ...failure,
      since: new Date(),
    },
    { session },
  );
}

/** Puts events behind those of a parked stream; false: it is parked no longer. */
export async function parkBehind(
  db: Db,
  process: string,
  events: readonly LoggedEvent[],
  session: ClientSession,
): Promise<boolean> {
  const { matchedCount } = await parkedIn(db).updateOne(
    { _id: parkedId(process, events[0]!.stream) },
    { $max: { upTo: events.at(-1)!.position }, $inc: { behind: events.length } },
    { session },
  );
  return matchedCount === 1;
}
