import { type Collection, type Db, isAmbiguous } from '@linchpin/mongo';
import { type Commit, streamOfCommit } from './commit.js';
import { CommitConflictError, OutcomeUnknownError, OverloadedError } from './errors.js';
import { insertCommits } from './insert-commits.js';

/** How commits are grouped. */
export interface GroupCommitterOptions {
  /** The most commits in one round trip. Default 1,000. */
  readonly batch?: number | undefined;
  /** The most round trips at once. Default 2: one is built while the other is journalled. */
  readonly inFlight?: number | undefined;
  /** The most commits that may wait; one more is refused as OVERLOADED. Default 10,000. */
  readonly queue?: number | undefined;
  /** How long an ambiguous outcome is being settled, in milliseconds. Default 15,000. */
  readonly settleWithin?: number | undefined;
}

interface Waiting {
  readonly commit: Commit;
  readonly stream: string;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Writes commits that come at the same time in one unordered insert per round trip, durable on a majority. Each
 * commit's own conflict goes back to its own caller. Two commits of one stream are never under way at the same time:
 * the second could land without the first.
 */
export class GroupCommitter {
  readonly #db: Db;
  readonly #commits: Collection<Commit>;
  readonly #batch: number;
  readonly #inFlightLimit: number;
  readonly #queueLimit: number;
  readonly #settleWithin: number;
  #queue: Waiting[] = [];
  #busy = new Set<string>();
  #inFlight = 0;
  #scheduled = false;
  #idle: (() => void)[] = [];

  constructor(
    db: Db,
    { batch = 1000, inFlight = 2, queue = 10_000, settleWithin = 15_000 }: GroupCommitterOptions = {},
  ) {
    this.#db = db;
    this.#commits = db.collection('commits');
    this.#batch = batch;
    this.#inFlightLimit = inFlight;
    this.#queueLimit = queue;
    this.#settleWithin = settleWithin;
  }

  /**
   * Resolves once the commit is on a majority and journalled.
   * @throws {CommitConflictError} when its id is taken by another commit.
   * @throws {OverloadedError} when the queue is full.
   * @throws {OutcomeUnknownError} when the connection broke and the outcome could not be found out in time.
   */
  append(commit: Commit): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#queue.length >= this.#queueLimit) {
        reject(new OverloadedError(`${this.#queueLimit} commits`, this.#queueLimit));
        return;
      }
      this.#queue.push({ commit, stream: streamOfCommit(commit._id), resolve, reject });
      this.#schedule();
    });
  }

  /** Resolves when nothing is waiting or under way. */
  async drained(): Promise<void> {
    if (this.#queue.length > 0 || this.#inFlight > 0)
      await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** After all that runs now has had its say, so that callers answered together are also grouped together. */
  #schedule(): void {
    if (this.#scheduled || this.#inFlight >= this.#inFlightLimit) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      while (this.#inFlight < this.#inFlightLimit) {
        const group = this.#take();
        if (group.length === 0) break;
        void this.#write(group);
      }
    });
  }

  #take(): Waiting[] {
    const group: Waiting[] = [];
    const later: Waiting[] = [];
    for (const waiting of this.#queue) {
      if (group.length >= this.#batch || this.#busy.has(waiting.stream)) later.push(waiting);
      else {
        this.#busy.add(waiting.stream);
        group.push(waiting);
      }
    }
    this.#queue = later;
    return group;
  }

  async #write(group: Waiting[]): Promise<void> {
    this.#inFlight++;
    try {
      const taken = await insertCommits(
        this.#db,
        group.map(({ commit }) => commit),
      );
      this.#answer(group, taken);
    } catch (error) {
      if (isAmbiguous(error)) await this.#settle(group, error);
      else for (const { reject } of group) reject(error);
    } finally {
      for (const { stream } of group) this.#busy.delete(stream);
      this.#inFlight--;
      if (this.#queue.length > 0) this.#schedule();
      else if (this.#inFlight === 0) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }

  #answer(group: Waiting[], taken: ReadonlyMap<number, unknown>): void {
    for (const [index, { commit, resolve, reject }] of group.entries()) {
      const error = taken.get(index);
      if (error === undefined) resolve();
      else reject(error === 'taken' ? new CommitConflictError(commit._id) : error);
    }
  }

  /**
   * Writes the group again until an answer comes. An id that is taken then is read back: by this very commit, and it
   * was written the first time; by another, and it is a conflict.
   */
  async #settle(group: Waiting[], cause: unknown): Promise<void> {
    const deadline = Date.now() + this.#settleWithin;
    for (let pause = 50; Date.now() < deadline; pause = Math.min(pause * 2, 1000)) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      try {
        const taken = new Map(
          await insertCommits(
            this.#db,
            group.map(({ commit }) => commit),
          ),
        );
        const ids = [...taken]
          .filter(([, error]) => error === 'taken')
          .map(([index]) => group[index]!.commit._id);
        const written = await this.#commits
          .find({ _id: { $in: ids } }, { projection: { cmd: 1, at: 1 } })
          .toArray();
        const byId = new Map(written.map((commit) => [commit._id, commit]));
        for (const [index, { commit }] of group.entries()) {
          const found = byId.get(commit._id);
          if (found?.cmd === commit.cmd && found.at.getTime() === commit.at.getTime()) taken.delete(index);
        }
        return this.#answer(group, taken);
      } catch (error) {
        if (isAmbiguous(error)) continue;
        for (const { reject } of group) reject(error);
        return;
      }
    }
    for (const { commit, reject } of group) reject(new OutcomeUnknownError(commit._id, cause));
  }
}
