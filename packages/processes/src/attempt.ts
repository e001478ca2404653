import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing } from '@linchpin/mongo';
import { UndecodableError } from './errors.js';

/** How often something that fails is tried before it is parked. */
const tries = 5;
const firstPause = 50;

/**
 * Failures that are nobody's fault and pass: they are waited out, however long it takes. Parking would only move the
 * load of a whole service's standstill to whoever re-drives.
 */
const passingCodes: ReadonlySet<unknown> = new Set([
  'OVERLOADED',
  'CONTENTION',
  'OUTCOME_UNKNOWN',
  'NOT_YET_VISIBLE',
  'PROJECTION_NOT_BUILT',
  'LOG_UNAVAILABLE',
]);

/** Why something could not be done. */
export interface Failure {
  /** Stable: the code of a refusal or of an error, `FAILED` for an error without one. */
  readonly code: string;
  readonly reason: string;
  readonly tries: number;
}

/** What an attempt stands on. */
export interface AttemptOptions {
  /** Throws when there is no point any more. Called before each try. */
  readonly mayGoOn: () => void;
  /** Called before each pause; may take its time, and may throw as `mayGoOn` does. */
  readonly onPause: (error: unknown, waitsOut: boolean) => Promise<void>;
}

/** Does a piece of work: at once, after up to 5 tries in about a second, or after waiting out what passes by itself. */
export async function attempt<T>(
  work: () => Promise<T>,
  { mayGoOn, onPause }: AttemptOptions,
): Promise<{ readonly value: T } | { readonly failure: Failure }> {
  let failed = 0;
  for (let pauses = 0; ; pauses += 1) {
    mayGoOn();
    try {
      return { value: await work() };
    } catch (error) {
      mayGoOn();
      const waitsOut = isPassing(error) || passingCodes.has(codeOf(error));
      if (!waitsOut) failed += 1;
      if (error instanceof UndecodableError || failed === tries)
        return {
          failure: { code: String(codeOf(error) ?? 'FAILED'), reason: messageOf(error), tries: failed },
        };
      await onPause(error, waitsOut);
      await sleep(Math.min(firstPause * 2 ** pauses, 1_000) * (0.5 + Math.random() / 2));
    }
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
