import type { Compiled } from './compiled.js';
import { contradictions } from './contradictions.js';
import { lower } from './lower.js';
import type { Lowering } from './lowering.js';
import { nameFaults } from './name-faults.js';
import type { Problem } from './problem.js';
import { InvalidProblem } from './validate.js';

/**
 * Lowers a problem into the form that is solved.
 *
 * @throws {InvalidProblem} listing everything that is wrong with it.
 */
export function compile(problem: Problem): Compiled {
  const named = nameFaults(problem);
  if (named.length > 0) throw new InvalidProblem(named);
  const into = lower(problem);
  const faults = contradictions(into);
  if (faults.length > 0) throw new InvalidProblem(faults);
  return compiledOf(into);
}

/** What was lowered, as it is solved. */
export function compiledOf(into: Lowering): Compiled {
  const { problem, people, days, codes, minutes, allowed, cellCost, banned, sums, runs, groups, cover } =
    into;
  const before = Uint8Array.from(problem.people, (_, person) => into.history(person).at(-1) ?? 0);
  return {
    problem,
    people,
    days,
    codes,
    minutes,
    allowed,
    cellCost,
    banned,
    before,
    sums,
    runs,
    groups,
    cover,
  };
}
