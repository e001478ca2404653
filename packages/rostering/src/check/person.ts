import type { Roster } from '../model/compiled.js';
import type { Problem } from '../model/problem.js';
import type { Breach } from './breach.js';
import { checkRule } from './check-rule.js';
import { type Row, rowsOf } from './rows.js';

/** Hard rules of one person's own that a roster breaks. */
export function hardBreachesOf(problem: Problem, roster: Roster, person: string): readonly Breach[] {
  const row = rowOf(problem, roster, person);
  const settled = (problem.assignments ?? []).flatMap((assignment, source): Breach[] => {
    if (assignment.person !== person || assignment.weight !== 'hard') return [];
    const now = row.shifts[assignment.day]?.id ?? null;
    if (now === assignment.shift) return [];
    const sentence = `${person}: ${assignment.shift ?? 'off'} on day ${assignment.day} is settled`;
    return [
      { kind: 'assignment', source, person, day: assignment.day, amount: 1, hard: true, cost: 0, sentence },
    ];
  });
  return [
    ...problem.rules
      .flatMap((rule, source) => checkRule(problem, [row], rule, source))
      .filter(({ hard }) => hard),
    ...settled,
  ];
}

/** Hard rules of one person's own that one roster breaks and another did not, or breaks further. */
export function newBreaches(
  problem: Problem,
  before: Roster,
  after: Roster,
  person: string,
): readonly Breach[] {
  const key = ({ kind, source, day }: Breach) => `${kind} ${source} ${day}`;
  const known = new Map(
    hardBreachesOf(problem, before, person).map((breach) => [key(breach), breach.amount]),
  );
  return hardBreachesOf(problem, after, person).filter(
    (breach) => breach.amount > (known.get(key(breach)) ?? 0),
  );
}

function rowOf(problem: Problem, roster: Roster, person: string): Row {
  const index = problem.people.findIndex(({ id }) => id === person);
  const one = { ...problem, people: [problem.people[index]!] };
  return rowsOf(one, roster.subarray(index * problem.days, (index + 1) * problem.days))[0]!;
}
