/** The metadata of calls. The REST edge has headers that mean the same. */
export const metadataKeys = {
  /** `Bearer <JWT>`. */
  authorization: 'authorization',
  /** Makes a repeated command harmless. */
  commandId: 'linchpin-command-id',
  /** The version of the stream that the caller has seen. */
  expectedVersion: 'linchpin-expected-version',
  /** The token of a command's reply: the answer must include its events. */
  notBefore: 'linchpin-not-before',
  /** W3C trace context. */
  traceparent: 'traceparent',
} as const;

/** Whether a text has the form of a W3C `traceparent`. */
export const isTraceparent = (text: string): boolean =>
  /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/.test(text);
