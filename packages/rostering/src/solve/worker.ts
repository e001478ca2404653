import { parentPort, workerData } from 'node:worker_threads';
import { improve } from '../mip/improve.js';
import { compile } from '../model/compile.js';
import { Budget } from './budget.js';
import { Exchange } from './exchange.js';
import type { FromWorker, WorkerTask } from './messages.js';
import { Searching } from './searching.js';

const task = workerData as WorkerTask;
const port = parentPort!;
const compiled = compile(task.problem);
const exchange = new Exchange(port, task.stop, task.start);
const budget = new Budget(task.seconds, task.iterations);

/** Part of the budget that one thread searches before it turns to mathematical programming. */
const SEARCH_PART = 0.3;

/** Part of the budget after which the whole problem is left for neighbourhoods of the best roster. */
const WHOLE_PART = 0.4;

/** Moves of the search that take about as long as one round of pricing. */
const MOVES_PER_ROUND = 20_000;

async function byMip(rounds?: number): Promise<void> {
  await improve(compiled, {
    seed: task.seed,
    ...(exchange.best === undefined ? {} : { start: exchange.best.roster }),
    ...(rounds === undefined ? {} : { rounds }),
    stop: () => exchange.stopped || budget.timeIsUp,
    ...(rounds === undefined
      ? { stopWhole: () => budget.used > WHOLE_PART && exchange.best?.hardAmount === 0 }
      : {}),
    incumbent: () => (exchange.best?.hardAmount === 0 ? exchange.best.roster : undefined),
    onImproved: (roster, cost) => {
      exchange.offer({ roster, cost, hardAmount: 0 });
    },
    onBound: (bound) => exchange.offerBound(bound),
  });
}

if (task.role !== 'mip') {
  const searching = new Searching(compiled, exchange, task.seed);
  const part = task.role === 'both' ? SEARCH_PART : 1;
  while (!exchange.stopped && budget.used < part) searching.descend(budget);
}
if (task.role === 'mip') await byMip();
if (task.role === 'both')
  await byMip(task.iterations === undefined ? undefined : Math.ceil(task.iterations / MOVES_PER_ROUND));
port.postMessage({ kind: 'done' } satisfies FromWorker);
port.close();
