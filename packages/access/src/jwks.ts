import { readFile } from 'node:fs/promises';
import type { JSONWebKeySet } from 'jose';
import { KeySetError } from './errors.js';

/**
 * Reads a JSON Web Key Set (RFC 7517) of public keys.
 * @throws {KeySetError} when the file cannot be read, is not a key set, or holds a private or symmetric key.
 */
export async function readJwks(file: string): Promise<JSONWebKeySet> {
  try {
    return requirePublic(JSON.parse(await readFile(file, 'utf8')) as JSONWebKeySet);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new KeySetError(`The key set ${file} cannot be used: ${why} Correct LINCHPIN_JWKS_FILE.`, {
      cause,
    });
  }
}

/** The same key set, when it holds public keys and nothing else. */
export function requirePublic(jwks: JSONWebKeySet): JSONWebKeySet {
  if (!Array.isArray(jwks?.keys) || jwks.keys.length === 0) throw new KeySetError('It holds no keys.');
  for (const key of jwks.keys)
    if (key.kty === 'oct' || key.d !== undefined)
      throw new KeySetError('It holds a private or symmetric key; a service needs public keys only.');
  return jwks;
}
