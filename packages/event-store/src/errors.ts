/** The store is asked for more than it can hold in memory at once. Nothing was written: try again later. */
export class OverloadedError extends Error {
  readonly code = 'OVERLOADED';
  constructor(what: string, limit: number) {
    super(`${what} are already waiting (the limit is ${limit}). Nothing was written; try again later.`);
  }
}

/** The connection broke and stayed broken: whether the commit was written could not be found out in time. */
export class OutcomeUnknownError extends Error {
  readonly code = 'OUTCOME_UNKNOWN';
  constructor(commitId: string, cause: unknown) {
    super(`Whether ${commitId} was written is not known. Send the command again with the same command id.`, {
      cause,
    });
  }
}

/** Another commit has the number that this one was to have: the stream moved on. */
export class CommitConflictError extends Error {
  readonly code = 'COMMIT_CONFLICT';
  constructor(commitId: string) {
    super(`${commitId} exists already, written by another command`);
  }
}

/** Other processes kept changing the stream; after many tries the command gave up. Nothing was written. */
export class ContentionError extends Error {
  readonly code = 'CONTENTION';
  constructor(stream: string, attempts: number) {
    super(
      `${stream} was changed by other processes ${attempts} times in a row. Nothing was written; try again.`,
    );
  }
}

/** A decision too large to be one commit. Nothing was written. */
export class CommitTooLargeError extends Error {
  readonly code = 'COMMIT_TOO_LARGE';
}

/** An aggregate's name or id that cannot be part of a stream's name. */
export class InvalidStreamError extends Error {
  readonly code = 'INVALID_STREAM';
}

/** The log holds something else than was sealed: a commit is missing or does not fit its segment. */
export class LogCorruptError extends Error {
  readonly code = 'LOG_CORRUPT';
}

/** Something that only the process which leads the sealing can do. */
export class NotLeadingError extends Error {
  readonly code = 'NOT_LEADING';
  constructor(service: string) {
    super(`This process of ${service} does not publish its log: another one does. Ask that one.`);
  }
}

/** Another process sealed the segment that this one was to seal. */
export class StaleLeaderError extends Error {
  readonly code = 'STALE_LEADER';
  constructor(position: number) {
    super(`Another sequencer sealed the segment at position ${position}`);
  }
}
