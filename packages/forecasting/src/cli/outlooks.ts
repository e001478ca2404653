import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Outlook, outlook } from '../combination/outlook.js';
import type { Task as ForecastTask } from '../forecast/tasks.js';

/** One series to work out. */
export type Task = Pick<ForecastTask, 'values' | 'period' | 'plan'>;

/** Some tasks for a worker, and where they stand among all. */
export interface Batch {
  readonly first: number;
  readonly tasks: readonly Task[];
}

const batchSize = 16;
/** Fewer series than this are done before a worker has started. */
const worthWorkers = 64;

/**
 * Works out many series, on several threads where that pays. The answer is the same, bit for bit, on any number of them.
 * @param threads 1 for none but this one; by default as many as there are cores.
 */
export async function outlooksOf(
  tasks: readonly Task[],
  threads = availableParallelism(),
): Promise<Outlook[]> {
  if (threads < 2 || tasks.length < worthWorkers)
    return tasks.map(({ values, period, plan }) => outlook(values, period, plan));
  const batches = Array.from({ length: Math.ceil(tasks.length / batchSize) }, (_, i): Batch => {
    const first = i * batchSize;
    return { first, tasks: tasks.slice(first, first + batchSize) };
  });
  const outlooks = new Array<Outlook>(tasks.length);
  await Promise.all(Array.from({ length: threads }, () => work(batches, outlooks)));
  return outlooks;
}

/** One worker, fed with batches until none is left. */
function work(batches: Batch[], outlooks: Outlook[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url));
    const next = () => {
      const batch = batches.shift();
      if (batch) worker.postMessage(batch);
      else void worker.terminate().then(() => resolve());
    };
    worker.on('message', ({ first, outlooks: done }: { first: number; outlooks: Outlook[] }) => {
      for (const [i, one] of done.entries()) outlooks[first + i] = one;
      next();
    });
    worker.on('error', reject);
    next();
  });
}
