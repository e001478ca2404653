import type { Lowering } from '../model/lowering.js';
import type { Assignment, Demand, Request, Room } from '../model/problem.js';
import { holds } from './availability.js';

/** A wish: what does not meet it costs its weight. */
export function lowerRequest({ person, day, shift, wish, weight }: Request, into: Lowering): void {
  const wanted = new Set(into.codesOf(shift === undefined ? undefined : [shift]));
  for (let code = 0; code < into.codes; code += 1)
    if (wanted.has(code) !== (wish === 'on')) into.charge(into.person(person), day, code, weight);
}

/** A settled cell: anything else is forbidden, or costs its weight. */
export function lowerAssignment({ person, day, shift, weight }: Assignment, into: Lowering): void {
  for (let code = 0; code < into.codes; code += 1) {
    if (code === into.code(shift)) continue;
    if (weight === 'hard') into.forbid(into.person(person), day, code);
    else into.charge(into.person(person), day, code, weight);
  }
}

export function lowerDemand(demand: Demand, into: Lowering, source: number): void {
  const { day, shift, skill, target, under, over, minimum = 0, maximum = Number.POSITIVE_INFINITY } = demand;
  const who =
    skill === undefined
      ? undefined
      : Uint8Array.from(into.problem.people, (person) => Number(holds(person, skill, day)));
  into.cover.push({
    ...{ day, shifts: [into.code(shift)], who, target, under, over, minimum, maximum },
    source: { demand: source },
  });
}

/** A room: one term a day over its shifts. */
export function lowerRoom({ capacity, shifts }: Room, into: Lowering, source: number): void {
  for (let day = 0; day < into.days; day += 1)
    into.cover.push({
      ...{ day, shifts: into.codesOf(shifts), who: undefined, target: 0, under: 0, over: 0 },
      ...{ minimum: 0, maximum: capacity, source: { room: source } },
    });
}
