import { merkleRoot } from '@linchpin/tlog';
import { commitHash, segmentHash } from './canonical.js';
import type { Commit } from './commit.js';
import { type LogEnd, leafOf, type Segment } from './segment.js';
import { isCommit, isSegment } from './well-formed.js';

/** The first thing in a log that is not as it was sealed; everything before its position is. */
export interface Fault {
  readonly position: number;
  /** The commit that does not fit, where it is one commit. */
  readonly commitId?: string;
  readonly reason: string;
}

/**
 * The first thing in a segment that does not fit its hash, or the end of the log before it; undefined: it all fits.
 * @param commits what is found under its ids
 */
export function faultOfSegment(
  segment: Segment,
  commits: readonly (Commit | undefined)[],
  end: LogEnd,
): Fault | undefined {
  const position = segment._id;
  if (!same(segment.previous, end.hash))
    return { position, reason: 'the segment does not continue the one before it' };
  const kept = segment.ids.map((_, index) => leafOf(segment, index));
  const fault = faultOfCommits(segment, commits, kept);
  if (fits(segment, segment.events, kept)) return fault ?? faultOfInstant(segment, commits, end);
  if (!commits.every((commit) => commit !== undefined && isCommit(commit)))
    return { position, reason: 'the hash of the segment does not fit its content' };
  const whole = commits as readonly Commit[];
  const events = whole.reduce((sum, { ev }) => sum + ev.length, 0);
  if (!fits(segment, events, whole.map(commitHash)))
    return { position, reason: 'the hash of the segment does not fit its content' };
  return segment.events === events && fault !== undefined
    ? { ...fault, reason: 'the hash of the commit that the segment holds was changed' }
    : { position, reason: 'the number of events of the segment was changed' };
}

/** What is wrong with a document that should be the segment at a position. */
export function faultOfPlace(segment: { readonly _id: unknown }, end: LogEnd): Fault | undefined {
  const position = end.next;
  if (segment._id !== position) return { position, reason: `the segment at position ${position} is missing` };
  return isSegment(segment)
    ? undefined
    : { position, reason: 'the segment has not the fields that a segment has' };
}

function faultOfCommits(
  { _id, ids, counts }: Segment,
  commits: readonly (Commit | undefined)[],
  kept: readonly Uint8Array[],
): Fault | undefined {
  let position = _id;
  for (const [index, commit] of commits.entries()) {
    const at = { position, commitId: ids[index]! };
    if (commit === undefined) return { ...at, reason: 'the commit is missing' };
    if (!isCommit(commit) || !same(commitHash(commit), kept[index]!))
      return { ...at, reason: 'the commit is not what was sealed' };
    if (commit.ev.length !== counts[index])
      return { ...at, reason: 'the number of events that the segment gives for the commit was changed' };
    position += commit.ev.length;
  }
  return undefined;
}

/** The instant is not hashed, as it follows from the commits. */
function faultOfInstant(
  { _id, at }: Segment,
  commits: readonly (Commit | undefined)[],
  end: LogEnd,
): Fault | undefined {
  const latest = commits.reduce((most, commit) => Math.max(most, commit!.at.getTime()), end.at.getTime());
  return at.getTime() === latest
    ? undefined
    : { position: _id, reason: 'the instant of the segment was changed' };
}

const fits = (segment: Segment, events: number, leaves: readonly Uint8Array[]): boolean =>
  same(segmentHash({ first: segment._id, events, root: merkleRoot(leaves) }, segment.previous), segment.hash);

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
