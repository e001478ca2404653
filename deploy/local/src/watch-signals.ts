const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What ends a launch. */
export interface Ending {
  /** Fulfilled by a signal, rejected by `fail`. */
  readonly requested: Promise<void>;
  fail(error: Error): void;
  /** Whether something has failed, and nobody had asked to stop before. */
  failed(): boolean;
  /** Gives the signals back: they end the process again. */
  dispose(): void;
}

/** Watches for the signals that ask a process to stop; they do not end it any more. */
export function watchSignals(): Ending {
  let resolve!: () => void;
  let reject!: (error: Error) => void;
  let state: 'running' | 'stopping' | 'failed' = 'running';
  const requested = new Promise<void>((onStop, onFail) => {
    resolve = onStop;
    reject = onFail;
  });
  // It may come when nobody waits any more: while all is being stopped.
  requested.catch(() => {});
  const stop = () => {
    if (state === 'running') state = 'stopping';
    resolve();
  };
  for (const signal of stopSignals) process.on(signal, stop);
  return {
    requested,
    fail(error) {
      if (state === 'running') state = 'failed';
      reject(error);
    },
    failed: () => state === 'failed',
    dispose() {
      for (const signal of stopSignals) process.off(signal, stop);
    },
  };
}
