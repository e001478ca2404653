import type { Db } from '@linchpin/mongo';
import { rangeOf } from './commit.js';
import { LogReader } from './log-reader.js';
import { LogTree } from './log-tree.js';
import { type Verdict, type VerifyLogOptions, verifyLog } from './verify-log.js';

/** The sealed log of a service, for reading and for proving that it is what it was. */
export class Log extends LogReader {
  readonly #db: Db;

  constructor(db: Db) {
    super(db);
    this.#db = db;
  }

  /** Recomputes every hash from the first commit on, and names the first position that does not fit. */
  verify(options: Omit<VerifyLogOptions, 'patience'> = {}): Promise<Verdict> {
    return verifyLog(this.#db, options);
  }

  /** The Merkle tree over the commits that are sealed now, for checkpoints and proofs. */
  tree(): Promise<LogTree> {
    return LogTree.open(this.#db);
  }

  /** The id of the commit that holds an event of a stream; undefined: the stream has no such version. */
  async commitOfEvent(stream: string, version: number): Promise<string | undefined> {
    const commits = this.#db.collection<{ _id: string; v: number; ev: unknown[] }>('commits');
    const found = await commits.findOne(
      { _id: rangeOf(stream), v: { $lte: version } },
      { sort: { _id: -1 }, projection: { v: 1, ev: { t: 1 } } },
    );
    return found !== null && version < found.v + found.ev.length ? found._id : undefined;
  }
}
