import { lowerAssignment, lowerDemand, lowerRequest, lowerRoom } from '../rules/cells.js';
import { lowerRule } from '../rules/rules.js';
import type { Compiled } from './compiled.js';
import { Lowering } from './lowering.js';
import type { Problem } from './problem.js';
import { faultsOf, InvalidProblem } from './validate.js';

/**
 * Lowers a problem into the form that is solved.
 *
 * @throws {InvalidProblem} listing everything that is wrong with it.
 */
export function compile(problem: Problem): Compiled {
  const faults = faultsOf(problem);
  if (faults.length > 0) throw new InvalidProblem(faults);
  const into = new Lowering(problem);
  problem.rules.forEach((rule, source) => {
    lowerRule(rule, into, source);
  });
  for (const request of problem.requests) lowerRequest(request, into);
  for (const assignment of problem.assignments ?? []) lowerAssignment(assignment, into);
  problem.demand.forEach((demand, source) => {
    lowerDemand(demand, into, source);
  });
  problem.rooms?.forEach((room, source) => {
    lowerRoom(room, into, source);
  });
  const { people, days, codes, minutes, allowed, cellCost, banned, sums, runs, groups, cover } = into;
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
