import type { Problem } from './problem.js';

/** A problem that cannot be solved as it stands, with everything that is wrong with it. */
export class InvalidProblem extends Error {
  readonly code = 'INVALID_PROBLEM';
  constructor(readonly faults: readonly string[]) {
    super(`the problem is not valid:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  }
}

/** Everything that is wrong with a problem, one sentence each; empty when it can be solved. */
export function faultsOf(problem: Problem): readonly string[] {
  const faults: string[] = [];
  if (!(problem.days > 0)) faults.push('days: the period is empty');
  return faults;
}
