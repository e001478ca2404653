import { commitHash } from '../canonical.js';
import type { Commit } from '../commit.js';
import { endAfter, type Segment, segmentOf } from '../segment.js';
import type { Random } from './random.js';
import { type SealedLog, seal } from './sealed.js';

/** A log after someone has laid hands on it. */
export interface Tampered extends SealedLog {
  /** What was done. */
  readonly what: string;
  /** The first position that is not what it was. */
  readonly position: number;
}

/** One way of tampering. @param vouched the sizes of the trees whose heads are kept elsewhere */
type Way = (log: SealedLog, random: Random, vouched: readonly number[]) => Tampered;

/** Tampers with a log in one of all the ways. */
export const tamper: Way = (log, random, vouched) => random.pick(ways)(log, random, vouched);

/** The position of the first event of each commit. */
function positionsOf({ commits }: SealedLog): number[] {
  let next = 1;
  return commits.map(({ ev }) => {
    next += ev.length;
    return next - ev.length;
  });
}

const replaced = <Item>(items: readonly Item[], index: number, ...by: readonly Item[]): Item[] => [
  ...items.slice(0, index),
  ...by,
  ...items.slice(index + 1),
];

const swapped = <Item>(items: readonly Item[], a: number, b: number): Item[] =>
  replaced(replaced(items, a, items[b]!), b, items[a]!);

/** Another value of the same kind: one bit of one byte, one letter, one bit of a number or an instant. */
function flipped<Value>(value: Value, random: Random): Value;
function flipped(value: unknown, random: Random): unknown {
  if (typeof value === 'number') return value ^ (1 << random.below(20));
  if (value instanceof Date) return new Date(value.getTime() ^ (1 << random.below(20)));
  if (typeof value === 'string') {
    const at = random.below(value.length);
    return value.slice(0, at) + (value[at] === 'x' ? 'y' : 'x') + value.slice(at + 1);
  }
  const bytes = Buffer.from(value as Uint8Array);
  bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
  return bytes;
}

const changeOf = {
  _id: (commit, random) => ({ ...commit, _id: flipped(commit._id, random) }),
  v: (commit, random) => ({ ...commit, v: flipped(commit.v, random) }),
  at: (commit, random) => ({ ...commit, at: flipped(commit.at, random) }),
  cmd: (commit, random) => ({ ...commit, cmd: flipped(commit.cmd, random) }),
  req: (commit, random) => ({ ...commit, req: flipped(commit.req, random) }),
  by: (commit, random) => ({ ...commit, by: flipped(commit.by, random) }),
  tp: ({ tp, ...commit }, random) =>
    tp === undefined
      ? { ...commit, tp: '00-1' }
      : random.below(2) === 0
        ? commit
        : { ...commit, tp: flipped(tp, random) },
  type: (commit, random) =>
    inEvent(commit, random, ({ t, ...event }) => ({ ...event, t: flipped(t, random) })),
  schema: (commit, random) =>
    inEvent(commit, random, ({ s, ...event }) => ({ ...event, s: flipped(s, random) })),
  data: (commit, random) =>
    inEvent(commit, random, ({ d, ...event }) => ({ ...event, d: flipped(d, random) })),
  'one event fewer': (commit) => ({ ...commit, ev: commit.ev.slice(1) }),
  'one event twice': (commit) => ({ ...commit, ev: [...commit.ev, commit.ev[0]!] }),
  'another field': (commit) => ({ ...commit, note: 'added' }),
  'another field of an event': (commit, random) =>
    inEvent(commit, random, (event) => ({ ...event, note: 'added' })),
} satisfies Record<string, (commit: Commit, random: Random) => Commit>;

function inEvent(
  commit: Commit,
  random: Random,
  change: (event: Commit['ev'][number]) => Commit['ev'][number],
): Commit {
  const index = random.below(commit.ev.length);
  return { ...commit, ev: replaced(commit.ev, index, change(commit.ev[index]!)) };
}

const inCommit: Way = (log, random) => {
  const index = random.below(log.commits.length);
  const [field, change] = random.pick(Object.entries(changeOf));
  const { _id } = log.commits[index]!;
  return {
    what: `${field} of the commit ${_id}`,
    commits: replaced(log.commits, index, change(log.commits[index]!, random)),
    segments: log.segments,
    position: positionsOf(log)[index]!,
  };
};

/** A field of a segment as a whole, and those with an entry for each commit. */
const inSegment: Way = (log, random) => {
  const index = random.below(log.segments.length);
  const segment = log.segments[index]!;
  const entry = random.below(segment.ids.length);
  const change = (by: object, position = segment._id): Tampered => ({
    what: `${Object.keys(by)} of the segment at ${segment._id}, entry ${entry}`,
    commits: log.commits,
    segments: replaced(log.segments, index, { ...segment, ...by }),
    position,
  });
  const atEntry = segment._id + segment.counts.slice(0, entry).reduce((sum, count) => sum + count, 0);
  const leaves = Buffer.from(segment.leaves);
  leaves[entry * 32 + random.below(32)]! ^= 1 << random.below(8);
  return random.pick([
    () => change({ _id: segment._id + 10_000 * (1 + random.below(9)) }),
    () => change({ _id: -segment._id }),
    () => change({ events: flipped(segment.events, random) }),
    () => change({ previous: flipped(segment.previous, random) }),
    () => change({ hash: flipped(segment.hash, random) }),
    () => change({ at: flipped(segment.at, random) }),
    () => change({ note: 'added' }),
    () => change({ ids: replaced(segment.ids, entry, flipped(segment.ids[entry]!, random)) }, atEntry),
    () =>
      change({ counts: replaced(segment.counts, entry, flipped(segment.counts[entry]!, random)) }, atEntry),
    () => change({ leaves }, atEntry),
  ])();
};

const commitDropped: Way = (log, random) => {
  const index = random.below(log.commits.length);
  return {
    what: `the commit ${log.commits[index]!._id} dropped`,
    commits: replaced(log.commits, index),
    segments: log.segments,
    position: positionsOf(log)[index]!,
  };
};

const commitsSwapped: Way = (log, random) => {
  const a = random.below(log.commits.length - 1);
  const b = a + 1 + random.below(log.commits.length - a - 1);
  const [one, two] = [log.commits[a]!, log.commits[b]!];
  return {
    what: `${one._id} and ${two._id} swapped`,
    commits: replaced(replaced(log.commits, a, { ...two, _id: one._id }), b, { ...one, _id: two._id }),
    segments: log.segments,
    position: positionsOf(log)[a]!,
  };
};

/** With their hashes: nothing in the segment shows which two, so all of it is in doubt. */
const placesSwapped: Way = (log, random) => {
  const many = [...log.segments.keys()].filter((at) => log.segments[at]!.ids.length > 1);
  const index = random.pick(many);
  const segment = log.segments[index]!;
  const a = random.below(segment.ids.length - 1);
  const leaves = segment.ids.map((_, at) => segment.leaves.subarray(at * 32, at * 32 + 32));
  const changed: Segment = {
    ...segment,
    ids: swapped(segment.ids, a, a + 1),
    counts: swapped(segment.counts, a, a + 1),
    leaves: Buffer.concat(swapped(leaves, a, a + 1)),
  };
  return {
    what: `the commits ${a} and ${a + 1} of the segment at ${segment._id} swapped`,
    commits: log.commits,
    segments: replaced(log.segments, index, changed),
    position: segment._id,
  };
};

const segmentDropped: Way = (log, random) => {
  const index = random.below(log.segments.length);
  return {
    what: `the segment at ${log.segments[index]!._id} dropped`,
    commits: log.commits,
    segments: replaced(log.segments, index),
    position: log.segments[index]!._id,
  };
};

const endCut: Way = (log, random) => {
  const index = random.below(log.segments.length);
  const gone = new Set(log.segments.slice(index).flatMap(({ ids }) => ids));
  const commitsToo = random.below(3) > 0;
  return {
    what: `the end cut off from ${log.segments[index]!._id} on, ${commitsToo ? 'with' : 'without'} its commits`,
    commits: commitsToo ? log.commits.filter(({ _id }) => !gone.has(_id)) : log.commits,
    segments: log.segments.slice(0, index),
    position: log.segments[index]!._id,
  };
};

const forged = (random: Random): Commit => ({
  _id: `test.thing/forged-${random.below(1e6)}@0000000001`,
  v: 1,
  at: new Date(0),
  cmd: 'forged',
  req: random.bytes(16),
  by: 'eve',
  ev: [{ t: 'opened', s: 1, d: random.bytes(8) }],
});

const commitAdded: Way = (log, random) => {
  const commit = forged(random);
  return {
    what: 'a commit added that no segment holds',
    commits: [...log.commits, commit],
    segments: log.segments,
    position: log.commits.reduce((next, { ev }) => next + ev.length, 1),
  };
};

const commitSlippedIn: Way = (log, random) => {
  const index = random.below(log.segments.length);
  const segment = log.segments[index]!;
  const commit = forged(random);
  const changed: Segment = {
    ...segment,
    events: segment.events + 1,
    ids: [...segment.ids, commit._id],
    counts: [...segment.counts, 1],
    leaves: Buffer.concat([segment.leaves, commitHash(commit)]),
  };
  return {
    what: `a commit slipped into the segment at ${segment._id}`,
    commits: [...log.commits, commit],
    segments: replaced(log.segments, index, changed),
    position: segment._id,
  };
};

/** As happens to a commit that is deleted and written again while the service runs. */
const sealedTwice: Way = (log, random) => {
  const commit = random.pick(log.commits);
  const end = endAfter(log.segments.at(-1)!);
  return {
    what: `the commit ${commit._id} sealed twice`,
    commits: log.commits,
    segments: [...log.segments, segmentOf([commit], end, {})],
    position: end.next,
  };
};

/** With every hash made anew: only checkpoints show it, and only between which two of them. */
const rewritten: Way = (log, random, vouched) => {
  const index = random.below(log.commits.length);
  const { data, by } = changeOf;
  const commits = replaced(log.commits, index, random.pick([data, by])(log.commits[index]!, random));
  const sizes = log.segments.map(({ ids }) => ids.length);
  const proven = Math.max(0, ...vouched.filter((size) => size <= index));
  return {
    what: `the log rewritten from ${log.commits[index]!._id} on, with all hashes`,
    ...seal(commits, sizes),
    position: positionsOf(log)[proven]!,
  };
};

const ways: readonly Way[] = [
  inCommit,
  inCommit,
  inCommit,
  inSegment,
  inSegment,
  commitDropped,
  commitsSwapped,
  placesSwapped,
  segmentDropped,
  endCut,
  commitAdded,
  commitSlippedIn,
  sealedTwice,
  rewritten,
];
