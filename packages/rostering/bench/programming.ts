// Mathematical programming alone, on one thread, by seconds of processor time, so that a busy machine does not matter:
//
//   npx tsx --conditions=@linchpin/source bench/programming.ts FOLDER [--cpu 60] [--seed 1] [--only Instance1,…]
//
// `last gain` is when the cost was reached. The whole problem gets at most 40 % of the time.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { check } from '../src/check/check.js';
import { readBenchmark } from '../src/format/read-benchmark.js';
import { improve } from '../src/mip/improve.js';
import { compile } from '../src/model/compile.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cpu: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const folder = positionals[0];
if (folder === undefined) throw new Error('name the folder of the benchmark files');

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => file.slice(0, -'.txt'.length))
  .filter((name) => values.only === undefined || values.only.split(',').includes(name))
  .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
console.log(line('instance', 'cost', 'bound', 'last gain', 'seconds'));
for (const name of names) {
  const problem = readBenchmark(readFileSync(join(folder, `${name}.txt`), 'utf8'), name);
  const begun = process.cpuUsage().user;
  const passed = () => (process.cpuUsage().user - begun) / 1e6;
  let gained = 0;
  const { roster, cost, bound } = await improve(compile(problem), {
    seed: Number(values.seed),
    stop: () => passed() > Number(values.cpu),
    stopWhole: () => passed() > 0.4 * Number(values.cpu),
    onImproved: () => {
      gained = passed();
    },
  });
  const verdict = check(problem, roster);
  if (verdict.cost !== cost || (cost < Number.POSITIVE_INFINITY && !verdict.legal))
    throw new Error(`${name}: the checker says ${verdict.legal ? verdict.cost : 'illegal'}, not ${cost}`);
  console.log(line(name, cost, bound, gained.toFixed(1), passed().toFixed(1)));
}

function line(...cells: readonly (string | number)[]): string {
  return cells.map((cell, at) => (at === 0 ? String(cell).padEnd(12) : String(cell).padStart(12))).join('');
}
