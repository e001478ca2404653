import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openKeyFiles, type SigningKey } from '@linchpin/access';

/** The keys of a local installation, made at its first start. */
export interface Keys {
  readonly signing: SigningKey;
  readonly jwksFile: string;
  /** For page tokens: 32 bytes in hex. */
  readonly cursorKey: string;
}

/** Opens the keys in a folder. */
export async function openKeys(folder: string): Promise<Keys> {
  const { key, jwksFile } = await openKeyFiles(folder);
  return { signing: key, jwksFile, cursorKey: await openCursorKey(join(folder, 'cursor-key')) };
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
