/** A note, a checkpoint, a proof or a key that is not written as its format says. */
export class MalformedError extends Error {
  readonly code = 'MALFORMED';
  override readonly name = 'MalformedError';
}

/** What is written well and is not true: a signature, a path, a root that does not fit. */
export class NotProvenError extends Error {
  readonly code = 'NOT_PROVEN';
  override readonly name = 'NotProvenError';
}
