import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Caller } from './caller.js';
import { TokenError } from './errors.js';
import { grantsOf } from './grants-of.js';
import { requirePublic } from './jwks.js';
import { tokenErrorOf } from './token-error-of.js';

/** Signature algorithms that can be allowed. All are asymmetric: who can verify cannot sign. */
export type Algorithm = 'EdDSA' | 'RS256' | 'ES256';

/** Whose tokens are accepted. */
export interface VerifierOptions {
  /** The public keys of the issuer. */
  readonly jwks: JSONWebKeySet;
  /** The `iss` a token must have. */
  readonly issuer: string;
  /** The `aud` a token must have, or have among others. */
  readonly audience: string;
  /** Default `['EdDSA']`. Name others for an identity provider that signs with them. */
  readonly algorithms?: readonly Algorithm[] | undefined;
  /** The `typ` a token must have, so that an ID token is not taken for an access token. Default `at+jwt` (RFC 9068). */
  readonly type?: string | undefined;
  /** Default: the system's. */
  readonly clock?: (() => Date) | undefined;
}

/** Verifies tokens, and remembers those it has verified until they expire. */
export interface Verifier {
  /** @throws {TokenError} when the token is not to be trusted. */
  verify(token: string): Promise<Caller>;
}

const toleranceSeconds = 5;
const maxTokenLength = 8192;
const maxRemembered = 5000;

interface Verified {
  readonly caller: Caller;
  /** Seconds since 1970. */
  readonly expires: number;
}

/**
 * Creates a verifier. Signatures are checked once for each token; a remembered token costs a map look-up.
 * @throws {KeySetError} when the key set is empty, or holds a private or symmetric key.
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const { issuer, audience, clock = () => new Date(), algorithms = ['EdDSA'], type = 'at+jwt' } = options;
  const keys = createLocalJWKSet(requirePublic(options.jwks));
  const remembered = new LRUCache<string, Verified>({ max: maxRemembered });

  async function check(token: string): Promise<Verified> {
    if (token.length > maxTokenLength)
      throw new TokenError('TOKEN_MALFORMED', `The token is longer than ${maxTokenLength} characters.`);
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: [...algorithms],
        issuer,
        audience,
        typ: type,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: toleranceSeconds,
        currentDate: clock(),
      });
      return { caller: callerOf(payload, token), expires: payload.exp! };
    } catch (error) {
      throw tokenErrorOf(error);
    }
  }

  return {
    async verify(token) {
      const known = remembered.get(token);
      if (known !== undefined && clock().getTime() / 1000 < known.expires + toleranceSeconds)
        return known.caller;
      remembered.delete(token);
      const verified = await check(token);
      remembered.set(token, verified);
      return verified.caller;
    },
  };
}

function callerOf(payload: JWTPayload, token: string): Caller {
  if (typeof payload.sub !== 'string' || payload.sub === '')
    throw new TokenError('TOKEN_CLAIMS', 'The token names no subject (sub).');
  return { subject: payload.sub, grants: grantsOf(payload.grants), token };
}
