import type { Roster } from '../model/compiled.js';
import type { Person, Problem, Shift } from '../model/problem.js';

/** A person and what they work by day. */
export interface Row {
  readonly person: Person;
  readonly shifts: readonly (Shift | null)[];
}

/** A roster as rows of shifts. */
export function rowsOf(problem: Problem, roster: Roster): readonly Row[] {
  if (roster.length !== problem.people.length * problem.days)
    throw new RangeError(
      `a roster of ${roster.length} cells; ${problem.people.length} people times ${problem.days} days wanted`,
    );
  const unknown = roster.findIndex((code) => code > problem.shifts.length);
  if (unknown >= 0)
    throw new RangeError(`cell ${unknown} holds shift code ${roster[unknown]}, which is not there`);
  return problem.people.map((person, index) => ({
    person,
    shifts: Array.from(roster.subarray(index * problem.days, (index + 1) * problem.days), (code) =>
      code === 0 ? null : problem.shifts[code - 1]!,
    ),
  }));
}

/** The days before the period: known shifts, the last one last. */
export function pastOf(problem: Problem, person: Person): readonly (Shift | null)[] {
  return (person.history ?? []).map((id) => problem.shifts.find((shift) => shift.id === id) ?? null);
}

/** Days of each weekend of the period. */
export function weekendDays(problem: Problem): readonly (readonly number[])[] {
  const byWeek = new Map<number, number[]>();
  for (let day = 0; day < problem.days; day += 1) {
    const sinceMonday = day + (problem.firstWeekday ?? 0);
    if (sinceMonday % 7 >= 5)
      byWeek.set(Math.floor(sinceMonday / 7), [...(byWeek.get(Math.floor(sinceMonday / 7)) ?? []), day]);
  }
  return [...byWeek.values()];
}
