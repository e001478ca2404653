import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '@linchpin/mongo';
import { CompactRange } from '@linchpin/tlog';
import { type Commit, commitNumberOf, streamOfCommit } from './commit.js';
import { LogTree, type TreeHead } from './log-tree.js';
import { commitsOf, sealedAmong } from './recovery.js';
import { endAfter, leafOf, type Segment, segmentsOf } from './segment.js';
import { type Fault, faultOfPlace, faultOfSegment } from './verify-segment.js';

/** What a check of the log found. */
export type Verdict =
  | {
      readonly ok: true;
      readonly segments: number;
      readonly commits: number;
      readonly events: number;
      /** The hash of the last segment, in hex. */
      readonly hash: string;
      /** The root of the tree over all commits, in hex. */
      readonly root: string;
    }
  | ({ readonly ok: false } & Fault);

/** With what a log is checked. */
export interface VerifyLogOptions {
  /** Heads of the tree that were kept elsewhere, signature checked: the log must continue each of them. */
  readonly checkpoints?: readonly TreeHead[] | undefined;
  /** How long a commit may wait to be sealed, in milliseconds. Default 5,000. */
  readonly patience?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Recomputes the hashes of a log from its commits, and names the first position that does not fit. One who can write to
 * the database can rewrite the log with all its hashes, or cut its end: that only checkpoints show. Not looked at, as
 * the log does not depend on them: the resume token and the recovery mark of a segment.
 */
export async function verifyLog(db: Db, options: VerifyLogOptions = {}): Promise<Verdict> {
  const written = await db.collection('commits').countDocuments({});
  const check = new Check(db, options);
  const deadline = Date.now() + (options.patience ?? 5000);
  for (;;) {
    const fault = await check.goOn();
    if (fault !== undefined) return { ok: false, ...fault };
    if (check.tree.size >= written || Date.now() >= deadline) break;
    await pause(Math.min(100, options.patience ?? 100), undefined, { signal: options.signal });
  }
  const fault = check.faultAtEnd() ?? (check.tree.size < written ? await check.unsealed() : undefined);
  if (fault !== undefined) return { ok: false, ...fault };
  const verdict = check.verdict();
  const cached = await (await LogTree.open(db)).head(verdict.commits);
  if (verdict.root === hex(cached.root)) return verdict;
  const reason = 'every commit is as sealed, but the cached tree is not: drop the collection `tree`';
  return { ok: false, position: 1, reason };
}

class Check {
  readonly tree = new CompactRange();
  readonly #db: Db;
  readonly #checkpoints: TreeHead[];
  readonly #signal: AbortSignal | undefined;
  #end = endAfter(null);
  #segments = 0;
  /** By stream, its latest commit and version; they show a commit that is sealed twice or out of turn. */
  readonly #streams = new Map<string, { number: number; version: number }>();
  /** The position up to which checkpoints vouch for the log. */
  #vouched = 0;
  /** Where a segment lies that the log has no place for. */
  #stray: number | undefined;

  constructor(db: Db, { checkpoints = [], signal }: VerifyLogOptions) {
    this.#db = db;
    this.#checkpoints = checkpoints.toSorted((a, b) => a.size - b.size).filter(({ size }) => size > 0);
    this.#signal = signal;
  }

  /** Checks the segments from where it stands to the end of the log. */
  async goOn(): Promise<Fault | undefined> {
    const segments = segmentsOf(this.#db).find(
      { _id: { $gte: this.#segments === 0 ? Number.NEGATIVE_INFINITY : this.#end.next } },
      { sort: { _id: 1 }, promoteBuffers: true, enableUtf8Validation: false },
    );
    for await (const segment of segments) {
      this.#signal?.throwIfAborted();
      if (segment._id < this.#end.next) {
        this.#stray ??= segment._id;
        continue;
      }
      const fault = faultOfPlace(segment, this.#end) ?? (await this.#segment(segment));
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  async #segment(segment: Segment): Promise<Fault | undefined> {
    const commits = await commitsOf(this.#db, segment.ids, { enableUtf8Validation: false });
    const fault = faultOfSegment(segment, commits, this.#end);
    if (fault !== undefined) return fault;
    let last = segment._id - 1;
    for (const [index, id] of segment.ids.entries()) {
      if (!this.#continuesStream(id, commits[index]!))
        return { position: last + 1, commitId: id, reason: 'the commit does not continue its stream' };
      this.tree.append(leafOf(segment, index));
      last += segment.counts[index]!;
      while (this.#checkpoints[0]?.size === this.tree.size) {
        const { size, root } = this.#checkpoints.shift()!;
        if (hex(root) !== hex(this.tree.root())) return this.#denied(size, last);
        this.#vouched = last;
      }
    }
    this.#segments++;
    this.#end = endAfter(segment);
    return undefined;
  }

  #continuesStream(id: string, { v, ev }: Commit): boolean {
    const stream = streamOfCommit(id);
    const { number, version } = this.#streams.get(stream) ?? { number: 0, version: 0 };
    this.#streams.set(stream, { number: number + 1, version: version + ev.length });
    return commitNumberOf(id) === number + 1 && v === version + 1;
  }

  #denied(size: number, last: number): Fault {
    const position = this.#vouched + 1;
    return {
      position,
      reason: `the log from position ${position} to ${last} is not the one of the checkpoint of ${size} commits: it was rewritten`,
    };
  }

  /** What only the end of the log shows. */
  faultAtEnd(): Fault | undefined {
    const [checkpoint] = this.#checkpoints;
    const { size } = this.tree;
    if (checkpoint !== undefined)
      return {
        position: this.#end.next,
        reason: `the log ends after ${size} commits, and a checkpoint has ${checkpoint.size}: its end was cut off`,
      };
    return this.#stray === undefined
      ? undefined
      : { position: this.#stray, reason: 'a segment was added that the log has no place for' };
  }

  /** The first commit that no segment holds. */
  async unsealed(): Promise<Fault | undefined> {
    const commits = this.#db
      .collection<Commit>('commits')
      .find({}, { projection: { _id: 1 }, sort: { _id: 1 }, batchSize: 5000 });
    let batch: string[] = [];
    const first = async (): Promise<string | undefined> => {
      const sealed = await sealedAmong(segmentsOf(this.#db), batch);
      return batch.find((id) => !sealed.has(id));
    };
    for await (const { _id } of commits) {
      this.#signal?.throwIfAborted();
      batch.push(_id);
      if (batch.length < 5000) continue;
      const found = await first();
      if (found !== undefined) return this.#notSealed(found);
      batch = [];
    }
    const found = await first();
    return found === undefined ? undefined : this.#notSealed(found);
  }

  #notSealed = (commitId: string): Fault => ({
    position: this.#end.next,
    commitId,
    reason: 'no segment holds the commit: it was not written by the service, or the sealing stands still',
  });

  verdict(): Verdict & { readonly ok: true } {
    return {
      ok: true,
      segments: this.#segments,
      commits: this.tree.size,
      events: this.#end.next - 1,
      hash: hex(this.#end.hash),
      root: hex(this.tree.root()),
    };
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
