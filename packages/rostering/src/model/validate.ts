import { contradictions } from './contradictions.js';
import { lower } from './lower.js';
import { nameFaults } from './name-faults.js';
import type { Problem } from './problem.js';

/** A problem that cannot be solved as it stands, with everything that is wrong with it. */
export class InvalidProblem extends Error {
  readonly code = 'INVALID_PROBLEM';
  constructor(readonly faults: readonly string[]) {
    super(`the problem is not valid:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  }
}

/**
 * Everything that is wrong with a problem, one sentence each; empty when it can be solved. Contradictions are looked for
 * once all names and numbers are good.
 */
export function faultsOf(problem: Problem): readonly string[] {
  const faults = nameFaults(problem);
  return faults.length > 0 ? faults : contradictions(lower(problem));
}
