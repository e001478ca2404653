import type { Collection, Db, FindOptions, Timestamp } from '@linchpin/mongo';
import { type Commit, commitNumberOf, streamOfCommit } from './commit.js';
import type { Segment } from './segment.js';

interface Unsealed {
  readonly id: string;
  readonly at: number;
}

/**
 * The ids of all commits that no segment holds, by the instant of their recording, then by id: the commits of a stream
 * keep their order, as a stream's instants never fall. One that was added while this looked, and whose predecessor it
 * therefore missed, is left out with all after it; the change stream, opened before, brings them.
 * @param since when the change stream was opened: what was written before must be seen here, and a majority may have
 * it only later
 */
export async function unsealedCommits(
  db: Db,
  segments: Collection<Segment>,
  since: Timestamp,
  signal: AbortSignal,
): Promise<string[]> {
  const session = db.client.startSession({ causalConsistency: true });
  session.advanceOperationTime(since);
  const options = { projection: { at: 1 }, sort: { _id: 1 }, batchSize: 5000, session } as const;
  const commits = db.collection<Commit>('commits').find({}, options);
  try {
    return await sift(commits, segments, signal);
  } finally {
    await session.endSession();
  }
}

async function sift(
  commits: AsyncIterable<Pick<Commit, '_id' | 'at'>>,
  segments: Collection<Segment>,
  signal: AbortSignal,
): Promise<string[]> {
  const unsealed: Unsealed[] = [];
  let stream = '';
  let number = 0;
  let broken = false;
  let batch: Unsealed[] = [];
  const addUnsealed = async (): Promise<void> => {
    const sealed = await sealedAmong(
      segments,
      batch.map(({ id }) => id),
    );
    unsealed.push(...batch.filter(({ id }) => !sealed.has(id)));
    batch = [];
  };
  for await (const { _id, at } of commits) {
    signal.throwIfAborted();
    if (streamOfCommit(_id) !== stream) {
      stream = streamOfCommit(_id);
      number = 0;
      broken = false;
    }
    broken ||= commitNumberOf(_id) !== ++number;
    if (!broken) batch.push({ id: _id, at: at.getTime() });
    if (batch.length === 5000) await addUnsealed();
  }
  await addUnsealed();
  return unsealed.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
}

/** Those of the given commits that a segment holds. */
export async function sealedAmong(
  segments: Collection<Segment>,
  ids: readonly string[],
): Promise<Set<string>> {
  const asked = new Set(ids);
  const sealed = new Set<string>();
  for await (const segment of segments.find({ ids: { $in: [...ids] } }, { projection: { ids: 1 } }))
    for (const id of segment.ids) if (asked.has(id)) sealed.add(id);
  return sealed;
}

/** The commits of the given ids in the order of the ids; undefined where there is none. */
export async function commitsOf(
  db: Db,
  ids: readonly string[],
  options: FindOptions = {},
): Promise<(Commit | undefined)[]> {
  const found = await db
    .collection<Commit>('commits')
    .find({ _id: { $in: [...ids] } }, { promoteBuffers: true, batchSize: 10_000, ...options })
    .toArray();
  const byId = new Map(found.map((commit) => [commit._id, commit]));
  return ids.map((id) => byId.get(id));
}
