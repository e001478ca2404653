import type { Breach } from '../check/breach.js';
import { check } from '../check/check.js';
import { newBreaches } from '../check/person.js';
import { Evaluator } from '../evaluator/evaluator.js';
import { compile } from '../model/compile.js';
import type { Roster } from '../model/compiled.js';
import type { Problem } from '../model/problem.js';
import { type Candidate, candidatesFor } from './candidates.js';
import { type Change, changedProblem, changedRoster, Places } from './change.js';

/** A shift somebody is wanted for, and the best candidates, best first. */
export interface Opening {
  readonly day: number;
  readonly shift: string;
  readonly candidates: readonly Candidate[];
}

/** What a change does, and how it can be answered. */
export interface Repair {
  /** The roster as the change leaves it. */
  readonly roster: Roster;
  /** Against the roster before the change. */
  readonly costDifference: number;
  /** Hard rules that the change itself breaks. */
  readonly bends: readonly Breach[];
  readonly openings: readonly Opening[];
}

/**
 * Answers a change without solving anew: what it does to cost and rules, and for each shift that it opens the best
 * candidates.
 *
 * @throws {InvalidProblem} when the problem is not valid.
 * @throws {InvalidChange} when the change names what is not there.
 */
export function repair(problem: Problem, roster: Roster, change: Change): Repair {
  const after = changedRoster(problem, roster, change);
  const changed = changedProblem(problem, change);
  const evaluator = new Evaluator(compile(change.kind === 'new-shift' ? changed : problem));
  evaluator.load(roster);
  const before = change.kind === 'new-shift' ? check(problem, roster).cost : evaluator.cost;
  evaluator.load(after);
  const rows = 'people' in change ? change.people : 'person' in change ? [change.person] : [];
  return {
    roster: after,
    costDifference: evaluator.cost - before,
    bends: rows.flatMap((person) => newBreaches(problem, roster, after, person)),
    openings: openingsOf(problem, roster, change).map(({ day, code, without }) => ({
      day,
      shift: problem.shifts[code - 1]!.id,
      candidates: candidatesFor(problem, evaluator, day, code, without),
    })),
  };
}

function openingsOf(problem: Problem, roster: Roster, change: Change) {
  if (change.kind === 'swap') return [];
  const places = new Places(problem);
  if (change.kind === 'new-shift')
    return [{ day: change.day, code: places.code(change.shift), without: undefined }];
  const without = places.person(change.person);
  return change.days.flatMap((day) => {
    const code = roster[without * problem.days + day]!;
    return code === 0 ? [] : [{ day, code, without }];
  });
}
