import { setTimeout as sleep } from 'node:timers/promises';
import { isDuplicateKey, isPassing } from '@linchpin/mongo';
import { LogUnavailableError } from './errors.js';

/**
 * Does a piece of work until it is done or fails for good. It is begun again, after 20 ms to 1 s, when MongoDB was in
 * the way (an election, a lost connection, another transaction on the same documents) or another service's log.
 * @param mayGoOn called before each try; throws when there is no point any more
 */
export async function untilDone<T>(
  work: () => Promise<T>,
  mayGoOn: () => void,
  onRetry: (error: unknown, tries: number) => void,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    mayGoOn();
    try {
      return await work();
    } catch (error) {
      const passing = isPassing(error) || error instanceof LogUnavailableError;
      // Two upserts of one new document: the one that lost finds it there the next time.
      if (!passing && !(isDuplicateKey(error) && tries < 10)) throw error;
      onRetry(error, tries);
      await sleep(Math.min(20 * 2 ** (tries - 1), 1000) * (0.5 + Math.random() / 2));
    }
  }
}
