import type { Worker } from 'node:worker_threads';
import { check, type Verdict } from '../check/check.js';
import { compile } from '../model/compile.js';
import type { Roster } from '../model/compiled.js';
import type { Problem } from '../model/problem.js';
import { type Incumbent, isBetter } from '../search/incumbent.js';
import type { FromWorker, ToWorker, WorkerTask } from './messages.js';
import type { SolveOptions } from './options.js';
import { startWorker } from './start-worker.js';
import { emptyRoster, withinAllowed } from './starts.js';

/** What a solver found. */
export interface Solution {
  readonly roster: Roster;
  /** Scored by the checker, not by the solver. */
  readonly verdict: Verdict;
  /** No legal roster costs less than this, a whole number; 0 where nothing is known. */
  readonly bound: number;
  /** `(cost - bound) / cost` of a legal roster; 0 is proven best. */
  readonly gap: number;
  readonly seconds: number;
  /** Why threads ended before their time; the others went on. Empty when all is well. */
  readonly failures: readonly Error[];
}

/** Time that workers get to end by themselves, in milliseconds; the limit includes it. */
const GRACE = 300;

/**
 * Fills a roster. At any time the best so far is known; the result is never worse than `options.start`.
 *
 * @throws {InvalidProblem} listing everything that is wrong with the problem.
 * @throws {Error} of the last thread when all of them fail.
 * @throws {RangeError} when neither seconds nor iterations are given, or `start` is not of the problem's size.
 */
export async function solve(problem: Problem, options: SolveOptions): Promise<Solution> {
  const compiled = compile(problem);
  const { seconds, iterations, seed = 1, threads = 2, target = -1, signal } = options;
  if (seconds === undefined && iterations === undefined)
    throw new RangeError('a limit is needed: seconds, iterations, or both');
  const begun = performance.now();
  const passed = () => (performance.now() - begun) / 1000;
  const given = options.start === undefined ? undefined : scored(problem, options.start);
  const start = given && scored(problem, withinAllowed(compiled, given.roster));
  const stop = new Int32Array(new SharedArrayBuffer(4));
  let best: Incumbent = start ?? scored(problem, emptyRoster(compiled));
  if (given !== undefined && isBetter(given, best)) best = given;
  let bound = 0;
  const failures: Error[] = [];
  const tell = () => options.onImproved?.({ seconds: passed(), ...best, bound });
  const settled = () => best.hardAmount === 0 && (best.cost <= target || best.cost <= bound);

  const roles: readonly WorkerTask['role'][] =
    threads < 2 || seconds === undefined
      ? ['both']
      : ['mip', ...Array.from({ length: threads - 1 }, () => 'search' as const)];
  const workers: Worker[] = [];
  await new Promise<void>((finish, fail) => {
    const end = () => {
      Atomics.store(stop, 0, 1);
      setTimeout(finish, GRACE);
    };
    let running = roles.length;
    const ended = () => {
      running -= 1;
      if (running === 0) finish();
    };
    const receive = (from: Worker, message: FromWorker) => {
      if (message.kind === 'done') {
        ended();
        return;
      }
      if (message.kind === 'bound') {
        const proven = Math.ceil(message.bound - 1e-6);
        if (proven <= bound) return;
        bound = proven;
        tell();
      } else {
        if (!isBetter(message.found, best)) return;
        best = message.found;
        tell();
        for (const worker of workers) if (worker !== from) worker.postMessage(message satisfies ToWorker);
      }
      if (settled()) end();
    };
    roles.forEach((role, index) => {
      const task: WorkerTask = {
        ...{ problem, role, seed: seed + index * 7919, seconds, iterations, start, stop },
      };
      const worker = startWorker(task);
      workers.push(worker);
      worker.on('message', (message: FromWorker) => receive(worker, message));
      worker.on('error', (error: Error) => {
        failures.push(error);
        if (failures.length === roles.length) fail(error);
        else ended();
      });
    });
    if (seconds !== undefined) setTimeout(end, Math.max(seconds * 500, seconds * 1000 - GRACE)).unref();
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
  }).finally(() => Promise.all(workers.map((worker) => worker.terminate())));

  const verdict = check(problem, best.roster);
  return { roster: best.roster, verdict, bound, gap: gapOf(verdict, bound), seconds: passed(), failures };
}

function scored(problem: Problem, roster: Roster): Incumbent {
  const { cost, hardAmount } = check(problem, roster);
  return { roster: roster.slice(), cost, hardAmount };
}

const gapOf = ({ legal, cost }: Verdict, bound: number) => {
  if (!legal) return Number.POSITIVE_INFINITY;
  return cost === 0 ? 0 : Math.max(0, cost - bound) / cost;
};
