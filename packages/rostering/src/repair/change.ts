import type { Roster } from '../model/compiled.js';
import type { Problem } from '../model/problem.js';

/** Something that happened to a roster that is in force. */
export type Change =
  /** A person cannot come on these days. */
  | { readonly kind: 'absent'; readonly person: string; readonly days: readonly number[] }
  /** Two people want to exchange what they work on these days. */
  | { readonly kind: 'swap'; readonly people: readonly [string, string]; readonly days: readonly number[] }
  /** One more head is wanted on a shift. */
  | { readonly kind: 'new-shift'; readonly day: number; readonly shift: string };

/** A change that does not fit the problem. */
export class InvalidChange extends Error {
  readonly code = 'INVALID_CHANGE';
}

/** Indices and codes of what a change names. */
export class Places {
  constructor(private readonly problem: Problem) {}

  /** @throws {InvalidChange} when nobody is called so. */
  person(id: string): number {
    const index = this.problem.people.findIndex((person) => person.id === id);
    if (index < 0) throw new InvalidChange(`nobody is called "${id}"`);
    return index;
  }

  /** @throws {InvalidChange} when there is no such shift. */
  code(id: string): number {
    const index = this.problem.shifts.findIndex((shift) => shift.id === id);
    if (index < 0) throw new InvalidChange(`there is no shift "${id}"`);
    return index + 1;
  }

  /** @throws {InvalidChange} when the day is outside the period. */
  day(day: number): number {
    if (!Number.isInteger(day) || day < 0 || day >= this.problem.days)
      throw new InvalidChange(`day ${day} is not from 0 to ${this.problem.days - 1}`);
    return day;
  }
}

/** The problem as it is after a change: somebody absent, or one more head wanted. A swap changes no problem. */
export function changedProblem(problem: Problem, change: Change): Problem {
  if (change.kind === 'absent')
    return {
      ...problem,
      assignments: (problem.assignments ?? []).filter(
        ({ person, day }) => person !== change.person || !change.days.includes(day),
      ),
      rules: [...problem.rules, { kind: 'absent', people: [change.person], days: change.days }],
    };
  if (change.kind === 'swap') return problem;
  const wanted = ({ day, shift, skill }: { day: number; shift: string; skill?: string }) =>
    day === change.day && shift === change.shift && skill === undefined;
  const { day, shift } = change;
  return {
    ...problem,
    demand: problem.demand.some(wanted)
      ? problem.demand.map((demand) => (wanted(demand) ? { ...demand, target: demand.target + 1 } : demand))
      : [...problem.demand, { day, shift, target: 1, under: NEW_DEMAND, over: 0 }],
  };
}

/** Cost of a head missing on a shift that nobody wanted so far. */
const NEW_DEMAND = 100;

/** The roster as it stands after a change, before anything is repaired. */
export function changedRoster(problem: Problem, roster: Roster, change: Change): Roster {
  const places = new Places(problem);
  const changed = roster.slice();
  if (change.kind === 'new-shift') {
    places.day(change.day);
    places.code(change.shift);
  } else if (change.kind === 'absent') {
    const person = places.person(change.person);
    for (const day of change.days) changed[person * problem.days + places.day(day)] = 0;
  } else {
    const [one, two] = change.people.map((id) => places.person(id)) as [number, number];
    for (const day of change.days) {
      changed[one * problem.days + places.day(day)] = roster[two * problem.days + day]!;
      changed[two * problem.days + day] = roster[one * problem.days + day]!;
    }
  }
  return changed;
}
