import type { Db } from '@linchpin/mongo';
import { LogReader } from './log-reader.js';
import { type InclusionProof, proveInclusion } from './proof.js';
import { type Verdict, verifyLog } from './verify-log.js';

/** The sealed log of a service, for reading and for proving that it is what it was. */
export class Log extends LogReader {
  readonly #db: Db;

  constructor(db: Db) {
    super(db);
    this.#db = db;
  }

  /** Recomputes every hash from the first commit on, and names the first that does not fit. */
  verify(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<Verdict> {
    return verifyLog(this.#db, options);
  }

  /** The proof that a commit is in the log, for `verifyInclusion`; undefined: it is not sealed. */
  prove(commitId: string): Promise<InclusionProof | undefined> {
    return proveInclusion(this.#db, commitId);
  }
}
