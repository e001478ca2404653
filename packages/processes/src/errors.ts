/** A process that this service does not have. */
export class UnknownProcessError extends Error {
  readonly code = 'UNKNOWN_PROCESS';
  override readonly name = 'UnknownProcessError';
  constructor(process: string, known: readonly string[]) {
    super(`There is no process ${process} here. There are: ${known.join(', ') || 'none'}.`);
  }
}

/** An event, or a timer, that this build of the service cannot read. Trying again would not help. */
export class UndecodableError extends Error {
  override readonly name = 'UndecodableError';
  constructor(
    readonly code: 'UNDECODABLE_EVENT' | 'UNKNOWN_TIMER',
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** A reaction that does not come to an end. */
export class ReactionTimeoutError extends Error {
  readonly code = 'REACTION_TIMEOUT';
  override readonly name = 'ReactionTimeoutError';
  constructor(milliseconds: number) {
    super(`The reaction did not end within ${milliseconds} ms.`);
  }
}
