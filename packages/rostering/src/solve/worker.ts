import { parentPort, workerData } from 'node:worker_threads';
import { Improving } from '../mip/improving.js';
import { compile } from '../model/compile.js';
import { Exchange } from './exchange.js';
import type { FromWorker, WorkerTask } from './messages.js';
import { Searching } from './searching.js';

const task = workerData as WorkerTask;
const port = parentPort!;
const compiled = compile(task.problem);
const exchange = new Exchange(compiled.people, port, task.stop, task.start);
const begun = performance.now();
const passed = () => (performance.now() - begun) / 1000;

/** Shares of a search's time: of the first descent, and of each later one. */
const FIRST_SHARE = 0.5;
const LATER_SHARE = 0.15;

/** Descents from then on, each of a share of the time, none longer than is of use. */
function search(seconds: number): void {
  const searching = new Searching(compiled, exchange, task.seed);
  let share = task.start === undefined ? FIRST_SHARE : LATER_SHARE;
  while (!exchange.stopped && passed() < seconds) {
    const from = passed();
    const length = Math.min(share * seconds, seconds - from);
    searching.descend((moves) => Math.max((passed() - from) / length, moves / searching.enough));
    share = LATER_SHARE;
  }
}

async function improve(seconds: number): Promise<void> {
  const improving = new Improving(compiled, exchange, task.seed);
  while (!exchange.stopped && passed() < seconds)
    if (!(await improving.step({ seconds: seconds - passed() }))) return;
}

/** Nodes of branch and bound that weigh as much as one move of the search, and the steps between two descents. */
const STEPS = 4;

/** Search and MIP in turn, by time or by moves alone. */
async function both({ seconds, iterations }: WorkerTask): Promise<void> {
  const searching = new Searching(compiled, exchange, task.seed);
  const improving = new Improving(compiled, exchange, task.seed);
  let share = task.start === undefined ? FIRST_SHARE : LATER_SHARE;
  let moves = 0;
  const used = () => Math.max(moves / (iterations ?? Infinity), passed() / (seconds ?? Infinity));
  while (!exchange.stopped && used() < 1) {
    const [from, before] = [passed(), moves];
    moves += searching.descend((count) =>
      Math.max(
        iterations === undefined ? 0 : count / Math.min(share * iterations, iterations - before),
        seconds === undefined ? 0 : (passed() - from) / Math.min(share * seconds, seconds - from),
        count / searching.enough,
      ),
    );
    share = LATER_SHARE;
    for (let step = 0; step < STEPS && !exchange.stopped && used() < 1; step += 1)
      if (!(await improving.step(seconds === undefined ? { nodes: NODES } : { seconds: seconds - passed() })))
        break;
  }
}

const NODES = 200;

if (task.role === 'search') search(task.seconds!);
else if (task.role === 'mip') await improve(task.seconds!);
else await both(task);
port.postMessage({ kind: 'done' } satisfies FromWorker);
port.close();
