import {
  MongoBulkWriteError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
  type WriteError,
} from 'mongodb';

const duplicateKey = 11000;
const changeStreamHistoryLost = 286;

/** Whether a write was refused because its `_id`, or another unique key, is taken. */
export const isDuplicateKey = (error: unknown): boolean =>
  (error instanceof MongoServerError || isWriteError(error)) && error.code === duplicateKey;

/** Whether a change stream cannot go on because the oplog no longer reaches back to its token. */
export const isHistoryLost = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === changeStreamHistoryLost;

/** Whether it is unknown if the operation took effect: the connection broke, or the primary changed, before an answer. */
export const isAmbiguous = (error: unknown): boolean =>
  error instanceof MongoNetworkError ||
  error instanceof MongoServerSelectionError ||
  (error instanceof MongoServerError && error.hasErrorLabel('RetryableWriteError'));

/** The errors of an unordered bulk write, by the index of the document; undefined when the error is of another kind. */
export function writeErrorsOf(error: unknown): ReadonlyMap<number, WriteError> | undefined {
  if (!(error instanceof MongoBulkWriteError)) return undefined;
  const errors = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  return new Map(errors.map((each) => [each.index, each]));
}

const isWriteError = (error: unknown): error is WriteError =>
  typeof error === 'object' && error !== null && 'code' in error && 'index' in error;
