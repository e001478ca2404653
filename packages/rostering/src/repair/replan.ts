import type { Roster } from '../model/compiled.js';
import type { Assignment, Problem } from '../model/problem.js';
import type { SolveOptions } from '../solve/options.js';
import { type Solution, solve } from '../solve/solve.js';
import { type Change, changedProblem, changedRoster } from './change.js';

/**
 * Solves anew after a change, so that as little as possible changes: every cell of the roster in force is worth `price`.
 * The cost of the result includes the price of each cell that was changed.
 *
 * @throws {InvalidProblem} when the problem is not valid.
 * @throws {InvalidChange} when the change names what is not there.
 */
export function replan(
  problem: Problem,
  roster: Roster,
  change: Change,
  price: number,
  options: SolveOptions,
): Promise<Solution> {
  const after = changedRoster(problem, roster, change);
  const changed = changedProblem(problem, change);
  const absent = (person: string, day: number) =>
    change.kind === 'absent' && change.person === person && change.days.includes(day);
  const published = problem.people.flatMap(({ id }, person) =>
    Array.from({ length: problem.days }, (_, day) => day).flatMap((day): Assignment[] => {
      const code = after[person * problem.days + day]!;
      const shift = code === 0 ? null : problem.shifts[code - 1]!.id;
      return absent(id, day) ? [] : [{ person: id, day, shift, weight: price }];
    }),
  );
  return solve(
    { ...changed, assignments: [...(changed.assignments ?? []), ...published] },
    { ...options, start: after },
  );
}
