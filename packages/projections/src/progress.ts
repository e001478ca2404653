import { setTimeout as sleep } from 'node:timers/promises';

/** Wakes those who wait for something to go on. */
export class Progress {
  readonly #waiting = new Set<() => void>();

  /** Wakes all who wait now. */
  made(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Resolves when progress is next made, at the latest after so many milliseconds. Rejects when the signal is aborted. */
  async next(atMostMs: number, signal?: AbortSignal): Promise<void> {
    const woken = new AbortController();
    const wake = (): void => woken.abort();
    this.#waiting.add(wake);
    try {
      await sleep(atMostMs, undefined, {
        signal: AbortSignal.any([woken.signal, ...(signal ? [signal] : [])]),
      });
    } catch (error) {
      if (!woken.signal.aborted) throw error;
    } finally {
      this.#waiting.delete(wake);
    }
  }
}
