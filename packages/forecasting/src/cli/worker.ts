import { parentPort } from 'node:worker_threads';
import { outlook } from '../combination/outlook.js';
import type { Batch } from './outlooks.js';

parentPort!.on('message', ({ first, tasks }: Batch) => {
  parentPort!.postMessage({
    first,
    outlooks: tasks.map(({ values, period, plan }) => outlook(values, period, plan)),
  });
});
