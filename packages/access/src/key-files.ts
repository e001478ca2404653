import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSigningKey, publicJwks, type SigningKey } from './signing.js';

/** A key kept in files. */
export interface KeyFiles {
  readonly key: SigningKey;
  /** The file of the public keys, for LINCHPIN_JWKS_FILE. */
  readonly jwksFile: string;
}

/** Opens the key kept in a folder, and makes one when there is none. Only the owner can read the private file. */
export async function openKeyFiles(folder: string): Promise<KeyFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const key = (await readKey(folder)) ?? (await createKey(folder));
  const jwksFile = join(folder, 'jwks.json');
  await writeFile(jwksFile, `${JSON.stringify(publicJwks(key), null, 2)}\n`);
  return { key, jwksFile };
}

const keyFile = (folder: string): string => join(folder, 'signing-key.json');

async function readKey(folder: string): Promise<SigningKey | undefined> {
  try {
    return JSON.parse(await readFile(keyFile(folder), 'utf8')) as SigningKey;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function createKey(folder: string): Promise<SigningKey> {
  const key = await createSigningKey();
  await writeFile(keyFile(folder), `${JSON.stringify(key, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}
