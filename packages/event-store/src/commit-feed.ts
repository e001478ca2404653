import type { ClientSession, Db, Document, Timestamp } from '@linchpin/mongo';
import type { Commit } from './commit.js';

/** Commits in the order in which they became durable. */
export interface FeedBatch {
  readonly commits: readonly { readonly commit: Commit; readonly token: Document; readonly at: Timestamp }[];
  /** Where the stream goes on after the batch. */
  readonly resumeToken: Document;
}

// Frozen: a resume token is good only for the pipeline that it came from.
const pipeline = [{ $match: { operationType: 'insert' } }];

/**
 * The change stream over `commits`. The bare commands, as the driver's iterator hands out one change at a time and
 * hides where a batch ends; batches are what segments are made of.
 */
export class CommitFeed {
  readonly #db: Db;
  readonly #session: ClientSession;
  readonly #cursor: unknown;
  readonly #patience: number;
  #first: FeedBatch | undefined;

  private constructor(db: Db, session: ClientSession, cursor: Document, patience: number) {
    this.#db = db;
    this.#session = session;
    this.#cursor = cursor.id;
    this.#patience = patience;
    this.#first = batchOf(cursor, 'firstBatch');
  }

  /**
   * @param token where to go on; without it from now on
   * @param patience how long {@link next} waits for a commit, in milliseconds
   * @throws {MongoServerError} for which `isHistoryLost` holds when the oplog no longer reaches back to the token.
   */
  static async open(db: Db, token: Document | undefined, patience: number): Promise<CommitFeed> {
    const session = db.client.startSession();
    try {
      const { cursor } = await db.command(
        {
          aggregate: 'commits',
          pipeline: [{ $changeStream: token === undefined ? {} : { resumeAfter: token } }, ...pipeline],
          cursor: { batchSize: 1000 },
          readConcern: { level: 'majority' },
        },
        { session, promoteBuffers: true, promoteLongs: false },
      );
      return new CommitFeed(db, session, cursor, patience);
    } catch (error) {
      await session.endSession();
      throw error;
    }
  }

  /** Where a stream that was just opened stands. */
  get start(): Document | undefined {
    return this.#first?.resumeToken;
  }

  /** The next commits, none when none came in time. */
  async next(): Promise<FeedBatch> {
    const first = this.#first;
    this.#first = undefined;
    if (first !== undefined && first.commits.length > 0) return first;
    const { cursor } = await this.#db.command(
      { getMore: this.#cursor, collection: 'commits', batchSize: 1000, maxTimeMS: this.#patience },
      { session: this.#session, promoteBuffers: true },
    );
    if (Number(cursor.id) === 0)
      throw new Error('the change stream over commits ended: was the collection dropped?');
    return batchOf(cursor, 'nextBatch');
  }

  /** Closes the stream. */
  async close(): Promise<void> {
    try {
      await this.#db.command({ killCursors: 'commits', cursors: [this.#cursor] }, { session: this.#session });
    } finally {
      await this.#session.endSession();
    }
  }
}

const batchOf = (cursor: Document, name: 'firstBatch' | 'nextBatch'): FeedBatch => ({
  commits: cursor[name].map((change: Document) => ({
    commit: change.fullDocument,
    token: change._id,
    at: change.clusterTime,
  })),
  resumeToken: cursor.postBatchResumeToken,
});
