import { describe, expect, it } from 'vitest';
import { check } from '../check/check.js';
import { randomProblem } from '../check/random-problem.fixture.js';
import { compiledOf } from '../model/compile.js';
import { lower } from '../model/lower.js';
import { Random } from '../search/random.js';
import { Evaluator } from './evaluator.js';

/** Writes a random stretch of allowed codes, and tells whether it did. */
function change(evaluator: Evaluator, random: Random, make: boolean): boolean {
  const { people, days, codes, compiled, fresh } = evaluator;
  const person = random.below(people);
  const length = 1 + random.below(Math.min(days, 5));
  const from = random.below(days - length + 1);
  for (let i = 0; i < length; i += 1) {
    const code = random.below(codes);
    if (compiled.allowed[(person * days + from + i) * codes + code] === 0) return false;
    fresh[i] = code;
  }
  evaluator.begin();
  evaluator.tryCover(person, from, length);
  const row = evaluator.tryRow(person, from, length);
  if (!make) return false;
  evaluator.setRow(person, from, length, row);
  evaluator.settle();
  return true;
}

describe('the evaluator', () => {
  it.each([...Array(60).keys()])('agrees with the checker after every move: random problem %i', (seed) => {
    const random = new Random(seed);
    const problem = randomProblem(random);
    const evaluator = new Evaluator(compiledOf(lower(problem)));
    for (let step = 0; step < 200; step += 1) {
      if (!change(evaluator, random, random.below(3) > 0)) continue;
      const { cost, hardAmount } = check(problem, evaluator.roster);
      expect({ cost: evaluator.cost, hard: evaluator.hardAmount }).toEqual({ cost, hard: hardAmount });
    }
  });

  it('keeps what each row weighs', () => {
    const random = new Random(7);
    const evaluator = new Evaluator(compiledOf(lower(randomProblem(random))));
    for (let step = 0; step < 200; step += 1) change(evaluator, random, true);
    const kept = evaluator.rowWeight.slice();
    evaluator.recount();
    for (const [person, weight] of evaluator.rowWeight.entries()) expect(kept[person]).toBeCloseTo(weight, 6);
  });

  it('knows which rows are legal', () => {
    const random = new Random(11);
    const problem = randomProblem(random);
    const evaluator = new Evaluator(compiledOf(lower(problem)));
    for (let step = 0; step < 100; step += 1) {
      change(evaluator, random, true);
      const broken = new Set(
        check(problem, evaluator.roster)
          .breaches.filter(({ hard, person }) => hard && person !== undefined)
          .map(({ person }) => person),
      );
      problem.people.forEach(({ id }, person) => {
        expect(evaluator.rowIsLegal(person)).toBe(!broken.has(id));
      });
    }
  });
});
