import type { Db } from '@linchpin/mongo';
import { commitHash, genesis, segmentHash } from './canonical.js';
import { merkleRoot } from '@linchpin/tlog';
import { commitsOf } from './recovery.js';
import { leafOf, type Segment, segmentsOf } from './segment.js';

/** What a check of the log found. */
export type Verdict =
  | {
      readonly ok: true;
      readonly segments: number;
      readonly commits: number;
      readonly events: number;
      /** The hash of the last segment, in hex: keep it elsewhere, and a later check can be held against it. */
      readonly hash: string;
    }
  | {
      readonly ok: false;
      /** The first position of the segment that does not fit. */
      readonly segment: number;
      /** The commit that does not fit, where it is a commit. */
      readonly commitId?: string;
      readonly reason: string;
    };

/** Recomputes the hash chain of a log from its commits. */
export async function verifyLog(db: Db, { signal }: { signal?: AbortSignal | undefined }): Promise<Verdict> {
  let segments = 0;
  let commits = 0;
  let next = 1;
  let previous: Uint8Array = genesis;
  for await (const segment of segmentsOf(db).find({}, { sort: { _id: 1 }, promoteBuffers: true })) {
    signal?.throwIfAborted();
    const broken = faultOf(segment, next, previous) ?? (await faultyCommit(db, segment));
    if (broken !== undefined) return { ok: false, segment: segment._id, ...broken };
    segments++;
    commits += segment.ids.length;
    next += segment.events;
    previous = segment.hash;
  }
  return { ok: true, segments, commits, events: next - 1, hash: Buffer.from(previous).toString('hex') };
}

interface Fault {
  readonly reason: string;
  readonly commitId?: string;
}

function faultOf(segment: Segment, next: number, previous: Uint8Array): Fault | undefined {
  if (segment._id !== next) return { reason: `the segment at position ${next} is missing` };
  if (Buffer.compare(segment.previous, previous) !== 0)
    return { reason: 'it does not continue the segment before it' };
  if (segment.leaves.byteLength !== segment.ids.length * 32)
    return { reason: 'its list of commits was changed' };
  const leaves = segment.ids.map((_, index) => leafOf(segment, index));
  const content = { first: segment._id, events: segment.events, root: merkleRoot(leaves) };
  if (Buffer.compare(segmentHash(content, previous), segment.hash) !== 0)
    return { reason: 'its hash does not fit its content' };
  return undefined;
}

async function faultyCommit(db: Db, segment: Segment): Promise<Fault | undefined> {
  const commits = await commitsOf(db, segment.ids);
  for (const [index, commit] of commits.entries()) {
    const commitId = segment.ids[index]!;
    if (commit === undefined) return { commitId, reason: 'the commit is missing' };
    if (Buffer.compare(commitHash(commit), leafOf(segment, index)) !== 0)
      return { commitId, reason: 'the commit is not what was sealed' };
    if (commit.ev.length !== segment.counts[index])
      return { commitId, reason: 'its number of events was changed' };
  }
  return undefined;
}
