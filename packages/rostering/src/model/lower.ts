import { lowerAssignment, lowerDemand, lowerRequest, lowerRoom } from '../rules/cells.js';
import { lowerRule } from '../rules/rules.js';
import { Lowering } from './lowering.js';
import type { Problem } from './problem.js';

/** Lowers a problem whose names are good. */
export function lower(problem: Problem): Lowering {
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
  return into;
}
