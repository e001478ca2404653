import type { Problem } from '../model/problem.js';
import type { Breach } from './breach.js';
import type { Row } from './rows.js';

/** Wishes that are not met, and settled cells that were changed. */
export function checkCells(problem: Problem, rows: readonly Row[]): readonly Breach[] {
  const byPerson = new Map(rows.map((row) => [row.person.id, row.shifts]));
  const requests = problem.requests.flatMap((request, source): Breach[] => {
    const { person, day, shift, wish, weight } = request;
    const worked = byPerson.get(person)![day] ?? null;
    const works = shift === undefined ? worked !== null : worked?.id === shift;
    if (works === (wish === 'on')) return [];
    const sentence = `${person}: wished ${wish === 'on' ? '' : 'not '}to work ${shift ?? ''} on day ${day}`;
    return [{ kind: 'request', source, person, day, amount: 1, hard: false, cost: weight, sentence }];
  });
  const assignments = (problem.assignments ?? []).flatMap((assignment, source): Breach[] => {
    const { person, day, shift, weight } = assignment;
    const worked = byPerson.get(person)![day]?.id ?? null;
    if (worked === shift) return [];
    const sentence = `${person}: ${shift ?? 'off'} on day ${day} was settled, it is now ${worked ?? 'off'}`;
    const hard = weight === 'hard';
    return [
      {
        kind: 'assignment',
        source,
        person,
        day,
        amount: 1,
        hard,
        cost: hard ? 0 : (weight as number),
        sentence,
      },
    ];
  });
  return [...requests, ...assignments];
}
