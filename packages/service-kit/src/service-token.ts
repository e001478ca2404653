import { readFile } from 'node:fs/promises';
import { ConfigurationError } from './errors.js';

/** How long a token that was read is used before the file is read again, in milliseconds. */
const rereadMs = 10_000;

/**
 * The token with which a service calls others on its own behalf, as it stands in a file now. Whoever issues it renews the
 * file; it is read again every 10 s, so a renewed one is used without a restart.
 */
export function serviceTokenIn(file: string, now: () => number = Date.now): () => Promise<string> {
  let token = '';
  let readAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (now() - readAt < rereadMs) return token;
    try {
      token = (await readFile(file, 'utf8')).trim();
    } catch (cause) {
      throw new ConfigurationError(
        `The service's token cannot be read from ${file}. Correct LINCHPIN_SERVICE_TOKEN_FILE.`,
        { cause },
      );
    }
    readAt = now();
    return token;
  };
}
