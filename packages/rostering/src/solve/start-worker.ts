import { Worker } from 'node:worker_threads';
import type { WorkerTask } from './messages.js';

/** Starts a worker of the solver: from the built file, or from the source where this runs from source. */
export function startWorker(task: WorkerTask): Worker {
  if (import.meta.url.endsWith('.js'))
    return new Worker(new URL('./worker.js', import.meta.url), { workerData: task });
  const source = new URL('./worker.ts', import.meta.url).href;
  const script = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(source)}); });`;
  return new Worker(script, { eval: true, workerData: task });
}
