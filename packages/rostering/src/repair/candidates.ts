import type { Breach } from '../check/breach.js';
import { newBreaches } from '../check/person.js';
import type { Evaluator } from '../evaluator/evaluator.js';
import type { Roster } from '../model/compiled.js';
import type { Problem } from '../model/problem.js';
import { type Draft, draftsFor } from './drafts.js';

/** A way to answer a change. */
export interface Candidate {
  /** What to write into the roster, in words of the problem. */
  readonly assignments: readonly {
    readonly person: string;
    readonly day: number;
    readonly was: string | null;
    readonly shift: string | null;
  }[];
  /** Against leaving things as they are. */
  readonly costDifference: number;
  /** Hard rules that it would break. */
  readonly bends: readonly Breach[];
}

/** Candidates of one shift. */
const BEST = 5;

/** The best ways to get one more person onto a shift; the evaluator holds the roster. */
export function candidatesFor(
  problem: Problem,
  evaluator: Evaluator,
  day: number,
  code: number,
  without?: number,
): readonly Candidate[] {
  return draftsFor(evaluator, day, code, without)
    .slice(0, BEST)
    .map((draft) => candidateOf(problem, evaluator.roster, draft));
}

function candidateOf(problem: Problem, roster: Roster, { cells, cost }: Draft): Candidate {
  const name = (code: number) => (code === 0 ? null : problem.shifts[code - 1]!.id);
  const after = roster.slice();
  for (const { person, day, code } of cells) after[person * problem.days + day] = code;
  return {
    assignments: cells.map(({ person, day, code }) => ({
      ...{ person: problem.people[person]!.id, day },
      ...{ was: name(roster[person * problem.days + day]!), shift: name(code) },
    })),
    costDifference: cost,
    bends: cells.flatMap(({ person }) => newBreaches(problem, roster, after, problem.people[person]!.id)),
  };
}
