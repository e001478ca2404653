import { type Db, type Document, MongoServerError } from '@linchpin/mongo';
import type { Commit } from './commit.js';

const duplicateKey = 11000;

/** What stops a round trip from waiting for a majority for ever; the outcome is then ambiguous, and settled. */
const writeConcern = { w: 'majority', j: true, wtimeout: 10_000 } as const;

/**
 * One insert of many commits, on a majority and journalled: the bare command, as the driver's bulk machinery costs
 * more per document than all else together. It is not retried by the driver; the caller settles a broken connection.
 * @returns by index, those not written: 'taken' where the id exists, else the error.
 * @throws {MongoServerError} labelled as retryable when a majority did not answer in time.
 */
export async function insertCommits(
  db: Db,
  commits: readonly Commit[],
): Promise<ReadonlyMap<number, unknown>> {
  const reply = await db.command({ insert: 'commits', ordered: false, writeConcern, documents: commits }, {
    ignoreUndefined: false,
    checkKeys: false,
  } as Document);
  if (reply.writeConcernError !== undefined) {
    const error = new MongoServerError(reply.writeConcernError);
    error.addErrorLabel('RetryableWriteError');
    throw error;
  }
  const failed = new Map<number, unknown>();
  for (const error of reply.writeErrors ?? [])
    failed.set(error.index, error.code === duplicateKey ? 'taken' : new MongoServerError(error));
  return failed;
}
