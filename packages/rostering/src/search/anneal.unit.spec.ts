import { expect, it } from 'vitest';
import { check } from '../check/check.js';
import { randomProblem } from '../check/random-problem.fixture.js';
import { Evaluator } from '../evaluator/evaluator.js';
import { compiledOf } from '../model/compile.js';
import { lower } from '../model/lower.js';
import { anneal } from './anneal.js';
import { Random } from './random.js';
import { annealRows } from './row-annealing.js';
import { RowSampler } from './row-sampler.js';

it.each([...Array(15).keys()])(
  'keeps the cost right along a search, under any rules: random problem %i',
  (seed) => {
    const random = new Random(seed);
    const problem = randomProblem(random);
    const compiled = compiledOf(lower(problem));
    const evaluator = new Evaluator(compiled);
    const look = () => {
      const { cost, hardAmount } = check(problem, evaluator.roster);
      expect({ cost: evaluator.cost, hard: evaluator.hardAmount }).toEqual({ cost, hard: hardAmount });
    };
    anneal(evaluator, random, { hot: 100, cold: 1, progress: (moves) => moves / 6_000 }, undefined, look);
    look();
    annealRows(
      ...([evaluator, new RowSampler(compiled), random] as const),
      { hot: 30, cold: 1, progress: (rows) => rows / 150 },
      undefined,
      look,
    );
    look();
  },
);
