/** An event that a projection cannot fold. The projection stops there: an event is never skipped. */
export class PoisonEventError extends Error {
  readonly code = 'POISON_EVENT';
  override readonly name = 'PoisonEventError';
  constructor(
    readonly projection: string,
    readonly stream: string,
    readonly position: number,
    type: string,
    cause: unknown,
  ) {
    super(
      `${projection} cannot fold the event ${type} of ${stream} at position ${position}: ` +
        `${cause instanceof Error ? cause.message : String(cause)}. Correct the fold, raise its version, and start again.`,
      { cause },
    );
  }
}

/** A read that was asked to see a commit which is not in the projection by the deadline. */
export class NotYetVisibleError extends Error {
  readonly code = 'NOT_YET_VISIBLE';
  override readonly name = 'NotYetVisibleError';
  constructor(projection: string, what: string) {
    super(`${projection} does not show ${what} yet. Ask again, or without the token.`);
  }
}

/** A projection that has no documents yet: its first build has not ended. */
export class NotBuiltError extends Error {
  readonly code = 'PROJECTION_NOT_BUILT';
  override readonly name = 'NotBuiltError';
  constructor(projection: string) {
    super(`${projection} is being built for the first time. Ask again when its status says running.`);
  }
}

/** A projection that this service does not have. */
export class UnknownProjectionError extends Error {
  readonly code = 'UNKNOWN_PROJECTION';
  override readonly name = 'UnknownProjectionError';
  constructor(projection: string, known: readonly string[]) {
    super(`There is no projection ${projection} here. There are: ${known.join(', ')}.`);
  }
}

/** A build that another process has in hand, or has taken over. */
export class BuildLockedError extends Error {
  readonly code = 'BUILD_LOCKED';
  override readonly name = 'BuildLockedError';
  constructor(projection: string) {
    super(`Another process is building ${projection}. Wait until its status says running.`);
  }
}

/** A log that does not hold what the bus says was published. */
export class LogIncompleteError extends Error {
  readonly code = 'LOG_INCOMPLETE';
  override readonly name = 'LogIncompleteError';
  constructor(follower: string, partition: string, from: number, to: number) {
    super(
      `${follower} lacks the events of ${partition} after position ${from} up to ${to}, and the log of their service ` +
        'does not hold them either. Verify the log.',
    );
  }
}

/** The log of another service that cannot be read now. It is asked again until it can. */
export class LogUnavailableError extends Error {
  readonly code = 'LOG_UNAVAILABLE';
  override readonly name = 'LogUnavailableError';
  constructor(service: string, cause: unknown) {
    super(
      `The log of ${service} cannot be read: ${cause instanceof Error ? cause.message : String(cause)} ` +
        `Start ${service}, or correct its address.`,
      { cause },
    );
  }
}

/** There is no collection to compare with, to take into use, or to go back to. */
export class NoneKeptError extends Error {
  readonly code = 'PROJECTION_NONE_KEPT';
  override readonly name = 'NoneKeptError';
  constructor(projection: string, which: 'beside' | 'previous') {
    super(
      which === 'beside'
        ? `None was built beside ${projection}. Build one first.`
        : `${projection} has no collection from before to go back to.`,
    );
  }
}

/** A collection that cannot be compared with the one in use, as it holds later events. */
export class AheadError extends Error {
  readonly code = 'PROJECTION_AHEAD';
  override readonly name = 'AheadError';
  constructor(projection: string) {
    super(
      `The collection built beside ${projection} is ahead of the one in use. Switch to it, or build another one.`,
    );
  }
}

/** A collection that another version of the code has built: only that version can bring it forward. */
export class OtherVersionError extends Error {
  readonly code = 'PROJECTION_OTHER_VERSION';
  override readonly name = 'OtherVersionError';
  constructor(projection: string, version: number, built: number) {
    super(
      `That collection of ${projection} was built by version ${built}, and this process has version ${version}. ` +
        `Start a process with version ${built} and ask that one.`,
    );
  }
}

/** A build by a process whose code is older than the documents in use. */
export class SupersededError extends Error {
  readonly code = 'PROJECTION_SUPERSEDED';
  override readonly name = 'SupersededError';
  constructor(projection: string, version: number, used: number) {
    super(
      `${projection} is in use in version ${used}; this process has version ${version}. Build it with a newer one.`,
    );
  }
}
