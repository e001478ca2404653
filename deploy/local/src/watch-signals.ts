const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Watches for the signals that ask a process to stop; they do not end it any more until `dispose`. */
export function watchSignals() {
  let resolve!: () => void;
  let reject!: (error: Error) => void;
  const requested = new Promise<void>((onStop, onFail) => {
    resolve = onStop;
    reject = onFail;
  });
  // It may come when nobody waits any more: while all is being stopped.
  requested.catch(() => {});
  const stop = () => resolve();
  for (const signal of stopSignals) process.on(signal, stop);
  return {
    /** Fulfilled by a signal, rejected by `fail`. */
    requested,
    fail: (error: Error) => reject(error),
    dispose: () => {
      for (const signal of stopSignals) process.off(signal, stop);
    },
  };
}
