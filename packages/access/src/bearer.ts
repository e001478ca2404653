import { TokenError } from './errors.js';

/**
 * The token of an `authorization` header.
 * @throws {TokenError} TOKEN_MISSING when there is none, TOKEN_MALFORMED when the header is of another scheme.
 */
export function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined || authorization === '')
    throw new TokenError(
      'TOKEN_MISSING',
      'The call carries no token. Send one as "Authorization: Bearer <token>".',
    );
  const match = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization);
  if (match === null)
    throw new TokenError('TOKEN_MALFORMED', 'The authorization header is not of the form "Bearer <token>".');
  return match[1]!;
}
