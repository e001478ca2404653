import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { check } from '../check/check.js';
import { Evaluator } from '../evaluator/evaluator.js';
import { compile } from '../model/compile.js';
import { anneal } from '../search/anneal.js';
import { Random } from '../search/random.js';
import { readBenchmark } from './read-benchmark.js';
import { writeBenchmark } from './write-benchmark.js';

const data =
  process.env.LINCHPIN_TEST_DATA ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const folder = join(data, 'rostering');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : [];
const bounds: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(new URL('../../bench/best-known.json', import.meta.url), 'utf8'),
);

describe.skipIf(files.length === 0)('the files of the benchmark', () => {
  it.each(files)('%s: reads as it is written, and evaluator and checker agree along a search', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const name = file.replace('.txt', '');
    const problem = readBenchmark(text, name);
    expect(readBenchmark(writeBenchmark(problem), name)).toEqual(problem);
    const evaluator = new Evaluator(compile(problem));
    let looks = 0;
    const look = () => {
      const { cost, hardAmount, legal } = check(problem, evaluator.roster);
      expect({ cost: evaluator.cost, hard: evaluator.hardAmount }).toEqual({ cost, hard: hardAmount });
      if (legal) expect(cost).toBeGreaterThanOrEqual(bounds[name]! - 1);
      looks += 1;
    };
    const progress = (moves: number) => {
      if (moves % 20_000 === 0) look();
      return moves / 200_000;
    };
    anneal(evaluator, new Random(1), { hot: 30, cold: 0.5, progress }, undefined, () => {});
    expect(looks).toBe(11);
  });
});
