import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openKeyFiles, type SigningKey, signToken } from '@linchpin/access';
import { newNoteKey } from '@linchpin/tlog';
import { audience, issuer } from './issuer.js';

/** The keys of a local installation, made at its first start. */
export interface Keys {
  readonly signing: SigningKey;
  readonly jwksFile: string;
  /** For page tokens: 32 bytes in hex. */
  readonly cursorKey: string;
  /** The token with which services read each other's logs, written anew at each start. */
  readonly serviceTokenFile: string;
  /** The file of the key that signs checkpoints of the logs, for LINCHPIN_LOG_KEY_FILE. */
  readonly logKeyFile: string;
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
  const logKeyFile = join(folder, 'log-key.pem');
  await openSecret(logKeyFile, newNoteKey);
  const cursorKey = await openSecret(join(folder, 'cursor-key'), () => randomBytes(32).toString('hex'));
  return { signing: key, jwksFile, cursorKey, logKeyFile, serviceTokenFile };
}

/** The secret kept in a file that only its owner can read; made when there is none. */
async function openSecret(file: string, make: () => string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const secret = make().trim();
    await writeFile(file, `${secret}\n`, { mode: 0o600 });
    return secret;
  }
}
