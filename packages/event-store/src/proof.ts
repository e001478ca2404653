import type { Db } from '@linchpin/mongo';
import { commitHash, type SegmentContent, segmentHash } from './canonical.js';
import type { Commit } from './commit.js';
import { auditPath, rootOf } from '@linchpin/tlog';
import { leafOf, segmentsOf } from './segment.js';

/** What shows, without the database, that a commit is in the log at its place. */
export interface InclusionProof {
  /** The position of the segment's first event and the number of its events. */
  readonly segment: Pick<SegmentContent, 'first' | 'events'>;
  /** The place of the commit among the segment's commits, from 0, and their number. */
  readonly index: number;
  readonly count: number;
  /** The hashes from the commit up to the root of the segment's tree. */
  readonly path: readonly Uint8Array[];
  /** The hash of the segment before. */
  readonly previous: Uint8Array;
}

/** The proof that a commit is in the log; undefined: it is not sealed yet, or there is none. */
export async function proveInclusion(db: Db, commitId: string): Promise<InclusionProof | undefined> {
  const segment = await segmentsOf(db).findOne({ ids: commitId }, { promoteBuffers: true });
  if (segment === null) return undefined;
  const index = segment.ids.indexOf(commitId);
  const leaves = segment.ids.map((_, at) => leafOf(segment, at));
  return {
    segment: { first: segment._id, events: segment.events },
    index,
    count: leaves.length,
    path: auditPath(leaves, index),
    previous: segment.previous,
  };
}

/** Whether the proof leads from the commit to the hash of the segment that holds it, known from elsewhere. Pure. */
export function verifyInclusion(commit: Commit, proof: InclusionProof, trustedHash: Uint8Array): boolean {
  const root = rootOf(commitHash(commit), proof.index, proof.count, proof.path);
  return (
    root !== undefined &&
    Buffer.compare(segmentHash({ ...proof.segment, root }, proof.previous), trustedHash) === 0
  );
}
