import type { Db } from '@linchpin/mongo';
import { LogReader } from './log-reader.js';
import { type Verdict, verifyLog } from './verify-log.js';

/** The sealed log of a service, for reading and for proving that it is what it was. */
export class Log extends LogReader {
  readonly #log: Db;

  constructor(db: Db) {
    super(db);
    this.#log = db;
  }

  /** Recomputes every hash from the first commit on, and names the first that does not fit. */
  verify(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<Verdict> {
    return verifyLog(this.#log, options);
  }
}
