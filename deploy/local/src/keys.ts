import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openKeyFiles, type SigningKey, signToken } from '@linchpin/access';
import { audience, issuer } from './issuer.js';

/** The keys of a local installation, made at its first start. */
export interface Keys {
  readonly signing: SigningKey;
  readonly jwksFile: string;
  /** For page tokens: 32 bytes in hex. */
  readonly cursorKey: string;
  /** The token with which services read each other's logs, written anew at each start. */
  readonly serviceTokenFile: string;
}

/** In seconds. A local installation is started again before that. */
const serviceTokenLifetime = 30 * 24 * 3600;

/** Opens the keys in a folder. */
export async function openKeys(folder: string): Promise<Keys> {
  const { key, jwksFile } = await openKeyFiles(folder);
  const serviceTokenFile = join(folder, 'service-token');
  const token = await signToken(key, {
    subject: 'linchpin-services',
    grants: [{ role: 'integrator', sites: ['*'] }],
    issuer,
    audience,
    lifetimeSeconds: serviceTokenLifetime,
  });
  await writeFile(serviceTokenFile, `${token}\n`, { mode: 0o600 });
  return {
    signing: key,
    jwksFile,
    cursorKey: await openCursorKey(join(folder, 'cursor-key')),
    serviceTokenFile,
  };
}

async function openCursorKey(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const key = randomBytes(32).toString('hex');
    await writeFile(file, `${key}\n`, { mode: 0o600 });
    return key;
  }
}
