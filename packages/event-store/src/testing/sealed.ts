import type { Db } from '@linchpin/mongo';
import { CompactRange } from '@linchpin/tlog';
import { commitHash } from '../canonical.js';
import { type Commit, commitIdOf } from '../commit.js';
import type { TreeHead } from '../log-tree.js';
import { endAfter, type Segment, segmentOf } from '../segment.js';
import type { Random } from './random.js';

/** A log in memory, as it is stored. */
export interface SealedLog {
  readonly commits: readonly Commit[];
  readonly segments: readonly Segment[];
}

/** Seals commits in segments of so many; the hashes are the product's. */
export function seal(commits: readonly Commit[], sizes: readonly number[]): SealedLog {
  const segments: Segment[] = [];
  let from = 0;
  for (const size of sizes) {
    segments.push(segmentOf(commits.slice(from, from + size), endAfter(segments.at(-1) ?? null), {}));
    from += size;
  }
  return { commits, segments };
}

/** Random commits, over twelve streams and in order within each, and the sizes of random segments for them. */
export function randomLog(random: Random, count: number): SealedLog {
  const ends = new Map<string, { number: number; version: number }>();
  let at = Date.UTC(2026, 0, 1);
  const commits = Array.from({ length: count }, (): Commit => {
    const stream = `test.thing/${random.below(12)}`;
    const end = ends.get(stream) ?? { number: 0, version: 0 };
    const ev = Array.from({ length: 1 + random.below(3) }, () => ({
      t: random.pick(['opened', 'moved', 'closed']),
      s: 1 + random.below(3),
      d: random.bytes(1 + random.below(60)),
    }));
    ends.set(stream, { number: end.number + 1, version: end.version + ev.length });
    at += random.below(50);
    return {
      _id: commitIdOf(stream, end.number + 1),
      v: end.version + 1,
      at: new Date(at),
      cmd: `command-${random.below(1e9)}`,
      req: random.bytes(16),
      by: random.pick(['ann', 'bob', 'cho']),
      ...(random.below(2) === 0 && { tp: `00-${random.bytes(16).toString('hex')}-01` }),
      ev,
    };
  });
  const sizes: number[] = [];
  for (let left = count; left > 0; left -= sizes.at(-1)!) sizes.push(Math.min(left, 1 + random.below(12)));
  return seal(commits, sizes);
}

/** The head of the tree of the first commits, for each number of them. */
export function headsOf(commits: readonly Commit[]): TreeHead[] {
  const tree = new CompactRange();
  return commits.map((commit) => {
    tree.append(commitHash(commit));
    return { size: tree.size, root: tree.root() };
  });
}

/** Makes a database hold a log and nothing else. */
export async function store(db: Db, { commits, segments }: SealedLog): Promise<void> {
  const into = async (name: string, documents: readonly object[]): Promise<void> => {
    await db.collection(name).deleteMany({});
    if (documents.length > 0) await db.collection(name).insertMany(documents as object[]);
  };
  await Promise.all([into('commits', commits), into('segments', segments), into('tree', [])]);
}
