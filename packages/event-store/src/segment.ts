import type { LoggedEvent } from '@linchpin/domain';
import type { Collection, Db, Document, Timestamp } from '@linchpin/mongo';
import { merkleRoot } from '@linchpin/tlog';
import { commitHash, genesis, segmentHash } from './canonical.js';
import { type Commit, eventsOfCommit } from './commit.js';

/** A sealed run of commits: one document of the collection `segments`. */
export interface Segment {
  /** The position of its first event. */
  readonly _id: number;
  /** How many events it holds. */
  readonly events: number;
  /** Its commits, in the order of the log. */
  readonly ids: readonly string[];
  /** How many events each of them has. */
  readonly counts: readonly number[];
  /** The hashes of its commits, 32 bytes each. */
  readonly leaves: Uint8Array;
  readonly previous: Uint8Array;
  readonly hash: Uint8Array;
  /** The latest instant at which any event up to its end was recorded: it never falls. */
  readonly at: Date;
  /** Where the change stream goes on; absent while a recovery is not complete. */
  readonly resumeToken?: Document;
  /** Up to here the change stream may bring commits that a recovery sealed already. */
  readonly recoveredUntil?: Timestamp;
}

/** Where the log ends. */
export interface LogEnd {
  /** The position of the next event. */
  readonly next: number;
  readonly hash: Uint8Array;
  readonly at: Date;
}

export const segmentsOf = (db: Db): Collection<Segment> => db.collection('segments');

/** The latest segment of the log. */
export const lastSegment = (segments: Collection<Segment>): Promise<Segment | null> =>
  segments.findOne({}, { sort: { _id: -1 }, promoteBuffers: true });

/** Where the log ends after a segment; without one, at its beginning. */
export const endAfter = (segment: Segment | null): LogEnd =>
  segment === null
    ? { next: 1, hash: genesis, at: new Date(0) }
    : { next: segment._id + segment.events, hash: segment.hash, at: segment.at };

/** The segment of the given commits, at least one, that continues the log. */
export function segmentOf(
  commits: readonly Commit[],
  end: LogEnd,
  mark: Pick<Segment, 'resumeToken' | 'recoveredUntil'>,
): Segment {
  const counts = commits.map(({ ev }) => ev.length);
  const events = counts.reduce((sum, count) => sum + count, 0);
  const leaves = commits.map(commitHash);
  return {
    _id: end.next,
    events,
    ids: commits.map(({ _id }) => _id),
    counts,
    leaves: Buffer.concat(leaves),
    previous: end.hash,
    hash: segmentHash({ first: end.next, events, root: merkleRoot(leaves) }, end.hash),
    at: new Date(commits.reduce((latest, { at }) => Math.max(latest, at.getTime()), end.at.getTime())),
    ...mark,
  };
}

/** The events of a segment with their positions. */
export function eventsOfSegment(first: number, commits: readonly Commit[]): LoggedEvent[] {
  const events: LoggedEvent[] = [];
  for (const commit of commits) events.push(...eventsOfCommit(commit, first + events.length));
  return events;
}

/** The hash of one of its commits. */
export const leafOf = (segment: Segment, index: number): Uint8Array =>
  segment.leaves.subarray(index * 32, index * 32 + 32);
