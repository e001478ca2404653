import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  SignJWT,
} from 'jose';
import type { Grant } from './caller.js';

/** A private Ed25519 key as a JWK. Keep it secret. */
export type SigningKey = JWK & { readonly kid: string; readonly d: string };

/** What a token says. */
export interface TokenContent {
  readonly subject: string;
  readonly grants: readonly Grant[];
  readonly issuer: string;
  readonly audience: string;
  /** How long it is valid, in seconds. Default 8 hours. */
  readonly lifetimeSeconds?: number | undefined;
  /** Default: the system's. */
  readonly clock?: (() => Date) | undefined;
}

/** Makes a new key; its id is its thumbprint (RFC 7638). */
export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, d: jwk.d!, alg: 'EdDSA', use: 'sig', kid: await calculateJwkThumbprint(jwk) };
}

/** The public half of a key, as services take it. */
export function publicJwks({ d: _, ...publicKey }: SigningKey): JSONWebKeySet {
  return { keys: [publicKey] };
}

/** Signs an access token (RFC 9068). For local use and tests: in production an identity provider does it. */
export async function signToken(key: SigningKey, content: TokenContent): Promise<string> {
  const { subject, grants, issuer, audience, lifetimeSeconds = 8 * 3600, clock = () => new Date() } = content;
  const now = Math.floor(clock().getTime() / 1000);
  return new SignJWT({ grants })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key.kid })
    .setSubject(subject)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(await importJWK(key, 'EdDSA'));
}
