/** Why a token was refused. Stable: callers and alerts decide by it. */
export type TokenErrorCode =
  | 'TOKEN_MISSING'
  | 'TOKEN_MALFORMED'
  | 'TOKEN_ALGORITHM'
  | 'TOKEN_TYPE'
  | 'TOKEN_KEY_UNKNOWN'
  | 'TOKEN_SIGNATURE'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_NOT_YET_VALID'
  | 'TOKEN_ISSUER'
  | 'TOKEN_AUDIENCE'
  | 'TOKEN_CLAIMS';

/** The caller is not known: the token is missing, or is not one to be trusted. Answered as UNAUTHENTICATED, 401. */
export class TokenError extends Error {
  constructor(
    readonly code: TokenErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'TokenError';
  }
}

/** The keys that tokens are to be checked with cannot be used. The service does not start. */
export class KeySetError extends Error {
  readonly code = 'KEY_SET_INVALID';
  override readonly name = 'KeySetError';
}
