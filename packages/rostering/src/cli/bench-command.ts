import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { type Solution, solve } from '../solve/solve.js';
import { readProblem } from './files.js';
import { count, positive } from './numbers.js';

interface Options {
  readonly seconds: number;
  readonly seeds: number;
  readonly threads: number;
  readonly only?: string;
  readonly known: string;
  readonly json?: boolean;
}

/** What a problem's runs came to. */
interface Figures {
  readonly instance: string;
  readonly seeds: number;
  readonly seconds: number;
  readonly feasible: number;
  readonly median: number;
  readonly worst: number;
  /** Of the median, above the best known cost. */
  readonly gapToBestKnown: number | null;
  readonly bound: number;
}

/** Best known costs of the benchmark's problems. */
const KNOWN = fileURLToPath(new URL('../../bench/best-known.json', import.meta.url));

/** Solves every problem of a folder, once per seed. Infeasible runs count as infinitely costly. */
export const benchCommand = new Command('bench')
  .description('solve every problem of a folder, several times')
  .argument('<folder>', 'folder of problem files')
  .option('--seconds <seconds>', 'time limit of one run', positive, 60)
  .option('--seeds <seeds>', 'runs of each problem, with the seeds 1, 2, …', count, 3)
  .option('--threads <threads>', 'threads of one run', count, 2)
  .option('--only <names>', 'only these problems, by name without ending, comma separated')
  .option('--known <file>', 'JSON file of best known costs by name', KNOWN)
  .option('--json', 'print one JSON object a line')
  .action(async (folder: string, options: Options) => {
    const wanted = options.only?.split(',');
    const known: Readonly<Record<string, number>> = JSON.parse(readFileSync(options.known, 'utf8'));
    const files = readdirSync(folder).filter((name) => /\.(txt|json)$/.test(name));
    const byNumber = files.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    if (!options.json) console.log(HEAD);
    for (const file of byNumber) {
      const name = file.replace(/\.(txt|json)$/, '');
      if (wanted !== undefined && !wanted.includes(name)) continue;
      const figures = await run(join(folder, file), name, options, known[name]);
      console.log(options.json ? JSON.stringify(figures) : row(figures));
    }
  });

async function run(file: string, instance: string, options: Options, known?: number): Promise<Figures> {
  const problem = readProblem(file);
  const { seconds, threads } = options;
  const runs: Solution[] = [];
  for (let seed = 1; seed <= options.seeds; seed += 1) {
    const solution = await solve(problem, { seconds, threads, seed });
    for (const { message } of solution.failures)
      process.stderr.write(`${instance}: a thread ended before its time: ${message}\n`);
    runs.push(solution);
  }
  const costs = runs
    .map(({ verdict }) => (verdict.legal ? verdict.cost : Number.POSITIVE_INFINITY))
    .sort((a, b) => a - b);
  const median = costs[Math.floor((costs.length - 1) / 2)]!;
  return {
    ...{ instance, seeds: options.seeds, seconds },
    feasible: runs.filter(({ verdict }) => verdict.legal).length,
    ...{ median, worst: costs.at(-1)! },
    gapToBestKnown: known === undefined ? null : median / known - 1,
    bound: Math.max(...runs.map(({ bound }) => Math.ceil(bound - 1e-6))),
  };
}

const HEAD = ['instance', 'seeds', 'seconds', 'feasible', 'median', 'worst', 'to best known', 'bound']
  .map((head, index) => (index === 0 ? head.padEnd(14) : head.padStart(14)))
  .join('');

function row(figures: Figures): string {
  const { instance, seeds, seconds, feasible, median, worst, gapToBestKnown, bound } = figures;
  const gap = gapToBestKnown === null ? '' : `${(100 * gapToBestKnown).toFixed(1)} %`;
  return [instance, seeds, seconds, feasible, median, worst, gap, bound]
    .map((cell, index) => (index === 0 ? String(cell).padEnd(14) : String(cell).padStart(14)))
    .join('');
}
