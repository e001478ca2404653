import { parentPort } from 'node:worker_threads';
import { outlook } from '../combination/outlook.js';
import type { Batch } from './outlooks.js';

parentPort!.on('message', ({ first, tasks, plan }: Batch) => {
  parentPort!.postMessage({
    first,
    outlooks: tasks.map(({ values, period }) => outlook(values, period, plan)),
  });
});
