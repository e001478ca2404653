import type { Person, Problem } from '../model/problem.js';
import type { Breach } from './breach.js';
import type { Row } from './rows.js';

/** Demand that is not met, or more than met, and rooms that are too full. */
export function checkCover(problem: Problem, rows: readonly Row[]): readonly Breach[] {
  const demand = problem.demand.flatMap((wanted, source): Breach[] => {
    const { day, shift, skill, target, under, over, minimum, maximum } = wanted;
    const heads = rows.filter(
      (row) => row.shifts[day]?.id === shift && (skill === undefined || hasSkill(row.person, skill, day)),
    ).length;
    const what = `${shift}${skill === undefined ? '' : ` with ${skill}`} on day ${day}`;
    const breach = (amount: number, cost: number, hard: boolean, bound: string): Breach[] =>
      amount <= 0 || (cost === 0 && !hard)
        ? []
        : [{ kind: 'demand', source, day, amount, hard, cost, sentence: `${what}: ${heads} of ${bound}` }];
    return [
      ...breach(target - heads, Math.max(0, target - heads) * under, false, `${target} wanted`),
      ...breach(heads - target, Math.max(0, heads - target) * over, false, `${target} wanted`),
      ...breach((minimum ?? 0) - heads, 0, true, `at least ${minimum}`),
      ...breach(maximum === undefined ? 0 : heads - maximum, 0, true, `at most ${maximum}`),
    ];
  });
  const rooms = (problem.rooms ?? []).flatMap((room, source) =>
    Array.from({ length: problem.days }, (_, day) => day).flatMap((day): Breach[] => {
      const heads = rows.filter((row) => room.shifts.includes(row.shifts[day]?.id ?? '')).length;
      if (heads <= room.capacity) return [];
      const sentence = `room ${room.id} on day ${day}: ${heads} people, at most ${room.capacity}`;
      return [{ kind: 'room', source, day, amount: heads - room.capacity, hard: true, cost: 0, sentence }];
    }),
  );
  return [...demand, ...rooms];
}

/** Whether a person holds a skill on a day. */
export function hasSkill(person: Person, skill: string, day: number): boolean {
  for (const held of person.skills ?? []) {
    const begun = held.from === undefined || held.from <= day;
    const ended = held.until !== undefined && held.until < day;
    if (held.id === skill && begun && !ended) return true;
  }
  return false;
}
