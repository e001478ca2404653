import { errors } from 'jose';
import { TokenError, type TokenErrorCode } from './errors.js';

const byClaim: Readonly<Record<string, readonly [TokenErrorCode, string]>> = {
  nbf: ['TOKEN_NOT_YET_VALID', 'The token is not valid yet.'],
  iss: ['TOKEN_ISSUER', 'The token is from an issuer that is not trusted here.'],
  aud: ['TOKEN_AUDIENCE', 'The token is meant for another audience.'],
  typ: ['TOKEN_TYPE', 'The token is not an access token.'],
};

/** Gives the finding of the JWT library a stable code and a sentence. Errors of other kinds are handed back as they are. */
export function tokenErrorOf(error: unknown): unknown {
  const token = (code: TokenErrorCode, message: string) => new TokenError(code, message, { cause: error });
  if (error instanceof errors.JWTExpired) return token('TOKEN_EXPIRED', 'The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const [code, message] = byClaim[error.claim] ?? [
      'TOKEN_CLAIMS',
      `The token's claim ${error.claim} is missing or wrong.`,
    ];
    return token(code, message);
  }
  if (error instanceof errors.JOSEAlgNotAllowed)
    return token('TOKEN_ALGORITHM', 'The token is signed with an algorithm that is not accepted here.');
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return token('TOKEN_KEY_UNKNOWN', 'The token is signed with a key that is not trusted here.');
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return token('TOKEN_SIGNATURE', 'The signature of the token is wrong.');
  if (error instanceof errors.JOSEError) return token('TOKEN_MALFORMED', 'The token is not a signed JWT.');
  return error;
}
