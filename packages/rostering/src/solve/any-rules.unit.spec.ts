import { expect, it } from 'vitest';
import { randomProblem } from '../check/random-problem.fixture.js';
import { faultsOf } from '../model/validate.js';
import { Random } from '../search/random.js';
import type { Progress } from './options.js';
import { solve } from './solve.js';

const problems = [...Array(200).keys()]
  .map((seed) => randomProblem(new Random(seed)))
  .filter((problem) => faultsOf(problem).length === 0)
  .slice(0, 6)
  .map((problem, index) => [index, problem] as const);

it.each(problems)(
  'reports what the checker finds, under any rules: random problem %i',
  async (_, problem) => {
    let last: Progress | undefined;
    const { roster, verdict, bound, failures } = await solve(problem, {
      iterations: 100_000,
      onImproved: (progress) => {
        last = progress;
      },
    });
    expect(failures).toEqual([]);
    expect(last).toMatchObject({ roster, cost: verdict.cost, hardAmount: verdict.hardAmount });
    if (verdict.legal) expect(verdict.cost).toBeGreaterThanOrEqual(bound);
  },
);
