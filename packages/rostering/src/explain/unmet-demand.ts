import { hasSkill } from '../check/check-cover.js';
import { newBreaches } from '../check/person.js';
import { Evaluator } from '../evaluator/evaluator.js';
import { compile } from '../model/compile.js';
import type { Roster } from '../model/compiled.js';
import type { Problem } from '../model/problem.js';
import { type Candidate, candidatesFor } from '../repair/candidates.js';

/** Why one person does not take a shift that is open. */
export interface Reason {
  readonly person: string;
  /** Rules in the way, in words; none where only the cost is. */
  readonly rules: readonly string[];
  /** What taking it would cost in all, where no rule is in the way. */
  readonly costDifference?: number;
}

/** A demand that is not met. */
export interface Unmet {
  readonly day: number;
  readonly shift: string;
  readonly skill?: string;
  readonly missing: number;
  /** For everybody who is not on it already. */
  readonly reasons: readonly Reason[];
  /** The best ways to meet it after all, the rules they bend included. */
  readonly repairs: readonly Candidate[];
}

/**
 * Every unmet demand of a roster, with why no one could take it and what could be done, in the order of the demand.
 *
 * @throws {InvalidProblem} when the problem is not valid.
 */
export function unmetDemand(problem: Problem, roster: Roster): readonly Unmet[] {
  const evaluator = new Evaluator(compile(problem));
  evaluator.load(roster);
  const codes = new Map(problem.shifts.map(({ id }, index) => [id, index + 1]));
  return problem.demand.flatMap((demand): Unmet[] => {
    const { day, shift, skill, target, minimum = 0 } = demand;
    const code = codes.get(shift)!;
    const counts = (person: number) => skill === undefined || hasSkill(problem.people[person]!, skill, day);
    const on = (person: number) => roster[person * problem.days + day] === code;
    const heads = problem.people.filter((_, person) => on(person) && counts(person)).length;
    const missing = Math.max(target, minimum) - heads;
    if (missing <= 0) return [];
    const others = problem.people.flatMap((_, person) => (on(person) ? [] : [person]));
    return [
      {
        ...{ day, shift, missing },
        ...(skill === undefined ? {} : { skill }),
        reasons: others.map((person) =>
          reasonOf(problem, evaluator, person, day, code, counts(person) ? [] : [`does not hold ${skill}`]),
        ),
        repairs: candidatesFor(problem, evaluator, day, code),
      },
    ];
  });
}

function reasonOf(
  problem: Problem,
  evaluator: Evaluator,
  person: number,
  day: number,
  code: number,
  known: readonly string[],
): Reason {
  const { roster, days } = evaluator;
  const { id } = problem.people[person]!;
  const after = roster.slice();
  after[person * days + day] = code;
  const broken = newBreaches(problem, roster, after, id).map(({ sentence }) => sentence.slice(id.length + 2));
  const rules = [...known, ...broken];
  if (rules.length > 0) return { person: id, rules };
  evaluator.fresh[0] = code;
  evaluator.begin();
  evaluator.tryCover(person, day, 1);
  evaluator.tryRow(person, day, 1);
  return { person: id, rules, costDifference: evaluator.soft };
}
