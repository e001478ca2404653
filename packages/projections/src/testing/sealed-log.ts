import type { LoggedEvent } from '@linchpin/domain';
import { type Commit, LogReader } from '@linchpin/event-store';
import type { Db } from '@linchpin/mongo';
import { commitOf } from './tally.js';

/** Writes events as a sealed log, in the form in which the event store keeps it, without hashes; each a commit. */
export async function seal(db: Db, events: readonly LoggedEvent[]): Promise<LogReader> {
  const commits = events.map(commitOf);
  if (commits.length > 0) await db.collection<Commit>('commits').insertMany(commits, { ordered: false });
  for (let at = 0; at < events.length; at += 1_000) {
    const part = commits.slice(at, at + 1_000);
    const segment = {
      _id: events[at]!.position,
      events: part.length,
      ids: part.map(({ _id }) => _id),
      counts: part.map(() => 1),
      leaves: Buffer.alloc(0),
      previous: Buffer.alloc(32),
      hash: Buffer.alloc(32),
      at: part.at(-1)!.at,
    };
    await db.collection<{ _id: number }>('segments').insertOne(segment);
  }
  return new LogReader(db);
}
