// Ours beside OR-Tools CP-SAT with a model of the same rules, one after the other on the same machine and budget:
//
//   python3 -m venv bench/.venv && bench/.venv/bin/pip install ortools==9.15.6755
//   npx tsx --conditions=@linchpin/source bench/cp-sat.ts FOLDER [--seconds 60] [--seed 1] [--only Instance1,…]
//
// CP-SAT's roster is scored by our checker, which the objective it reports is held against.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { check } from '../src/check/check.js';
import { readBenchmark } from '../src/format/read-benchmark.js';
import { readRosterCsv } from '../src/format/roster-csv.js';
import type { Problem } from '../src/model/problem.js';
import { solve } from '../src/solve/solve.js';

const THREADS = 2;
const here = fileURLToPath(new URL('.', import.meta.url));
const known: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(join(here, 'best-known.json'), 'utf8'),
);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const folder = positionals[0];
if (folder === undefined) throw new Error('name the folder of the benchmark files');
const [seconds, seed] = [Number(values.seconds), Number(values.seed)];

const python = [join(here, '.venv/bin/python'), 'python3'].find(
  (command) => spawnSync(command, ['-c', 'import ortools']).status === 0,
);
if (python === undefined)
  console.log('CP-SAT skipped: no Python with ortools (see the head of this file for how to get one)');

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => file.slice(0, -'.txt'.length))
  .filter((name) => values.only === undefined || values.only.split(',').includes(name))
  .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
console.log(line('instance', 'best known', 'ours', 'our bound', 'CP-SAT', 'its bound', 'ours/CP-SAT'));
for (const name of names) {
  const file = join(folder, `${name}.txt`);
  const problem = readBenchmark(readFileSync(file, 'utf8'), name);
  const { verdict, bound } = await solve(problem, { seconds, seed, threads: THREADS });
  const peer = python === undefined ? undefined : cpSat(python, file, problem);
  const ratio = verdict.legal && peer?.cost !== undefined ? (verdict.cost / peer.cost).toFixed(3) : '';
  const ours = verdict.legal ? verdict.cost : 'none';
  console.log(line(name, known[name] ?? '', ours, bound, peer?.cost ?? 'none', peer?.bound ?? '', ratio));
}

function cpSat(command: string, file: string, problem: Problem): { cost: number | undefined; bound: number } {
  const directory = mkdtempSync(join(tmpdir(), 'linchpin-cp-sat-'));
  const csv = join(directory, 'roster.csv');
  try {
    const run = spawnSync(
      command,
      [
        join(here, 'cp_sat.py'),
        file,
        ...['--seconds', String(seconds), '--workers', String(THREADS), '--seed', String(seed), '--out', csv],
      ],
      { encoding: 'utf8' },
    );
    if (run.status !== 0 || !existsSync(csv)) throw new Error(`CP-SAT failed on ${file}: ${run.stderr}`);
    const { objective, bound } = JSON.parse(run.stdout) as { objective: number | null; bound: number };
    if (objective === null) return { cost: undefined, bound };
    const verdict = check(problem, readRosterCsv(problem, readFileSync(csv, 'utf8')));
    if (!verdict.legal || verdict.cost !== objective)
      throw new Error(
        `CP-SAT says ${objective} on ${file}, the checker ${verdict.legal ? verdict.cost : 'illegal'}`,
      );
    return { cost: verdict.cost, bound: Math.ceil(bound - 1e-6) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function line(...cells: readonly (string | number)[]): string {
  return cells.map((cell, at) => (at === 0 ? String(cell).padEnd(12) : String(cell).padStart(12))).join('');
}
