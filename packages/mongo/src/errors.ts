import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
  MongoWriteConcernError,
  type WriteError,
} from 'mongodb';

const duplicateKey = 11000;
/** ChangeStreamHistoryLost, ChangeStreamFatalError, InvalidResumeToken. */
const tokenUseless: readonly unknown[] = [286, 280, 260];
/**
 * A primary that stops being one, or shuts down: HostUnreachable, HostNotFound, NetworkTimeout, ShutdownInProgress,
 * PrimarySteppedDown, SocketException, NotWritablePrimary, InterruptedAtShutdown, InterruptedDueToReplStateChange,
 * NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary; and WriteConcernFailed, WriteConcernTimeout.
 */
const serverGone: readonly unknown[] = [6, 7, 89, 91, 189, 9001, 10107, 11600, 11602, 13435, 13436, 64, 100];

/** Whether a write was refused because its `_id`, or another unique key, is taken. */
export const isDuplicateKey = (error: unknown): boolean =>
  (error instanceof MongoServerError || isWriteError(error)) && error.code === duplicateKey;

/** Whether a change stream cannot go on: the oplog no longer reaches back to its token, or the token is none. */
export const isHistoryLost = (error: unknown): boolean =>
  error instanceof MongoServerError && tokenUseless.includes(error.code);

/** Whether it is unknown if the operation took effect: the connection broke, or the primary changed, before an answer. */
export const isAmbiguous = (error: unknown): boolean =>
  error instanceof MongoNetworkError ||
  error instanceof MongoServerSelectionError ||
  error instanceof MongoWriteConcernError ||
  (error instanceof MongoServerError &&
    (error.hasErrorLabel('RetryableWriteError') || serverGone.includes(error.code)));

/** The errors of an unordered bulk write, by the index of the document; undefined when the error is of another kind. */
export function writeErrorsOf(error: unknown): ReadonlyMap<number, WriteError> | undefined {
  if (!(error instanceof MongoBulkWriteError)) return undefined;
  const errors = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  return new Map(errors.map((each) => [each.index, each]));
}

const isWriteError = (error: unknown): error is WriteError =>
  typeof error === 'object' && error !== null && 'code' in error && 'index' in error;

/** Whether the same work may succeed when it is begun again: an election, a lost connection, a conflict of transactions. */
export const isPassing = (error: unknown): boolean =>
  isAmbiguous(error) ||
  (error instanceof MongoError &&
    (error.hasErrorLabel('TransientTransactionError') ||
      error.hasErrorLabel('UnknownTransactionCommitResult')));
