import type { SumLimit } from './compiled.js';
import type { Lowering } from './lowering.js';

/** What no roster can meet, as far as single people and single demands tell. The problem's names are good. */
export function contradictions(lowered: Lowering): readonly string[] {
  return [
    ...closedCells(lowered),
    ...closedPairs(lowered),
    ...unreachableSums(lowered),
    ...unmetDemand(lowered),
  ];
}

const isAllowed = (into: Lowering, person: number, day: number, code: number) =>
  into.allowed[into.cell(person, day) + code] === 1;

/** Cells in which rules and settled assignments leave nothing, not even a day off. */
function* closedCells(into: Lowering): Iterable<string> {
  for (let person = 0; person < into.people; person += 1)
    for (let day = 0; day < into.days; day += 1)
      if (!into.allowed.subarray(into.cell(person, day), into.cell(person, day) + into.codes).includes(1))
        yield `${into.problem.people[person]!.id}: on day ${day} neither a shift nor a day off is allowed`;
}

/** Settled shifts that cannot follow each other. */
function* closedPairs(into: Lowering): Iterable<string> {
  const settled = (into.problem.assignments ?? []).filter(({ weight }) => weight === 'hard');
  for (const { person, day, shift } of settled) {
    const next = settled.find((other) => other.person === person && other.day === day + 1);
    if (next !== undefined && into.banned[into.code(shift) * into.codes + into.code(next.shift)]! > 0)
      yield `${person}: ${next.shift} on day ${next.day} is settled, and may not follow ${shift}`;
  }
}

/** Hard lower limits above what the allowed shifts can add up to, and above an upper limit of the same sum. */
function* unreachableSums(into: Lowering): Iterable<string> {
  const hard = into.sums.filter((limit) => limit.hard);
  for (const limit of hard) {
    const { person, from, until, weights, min, max, offset } = limit;
    const who = into.problem.people[person]!.id;
    let most = min === 0 ? Number.POSITIVE_INFINITY : offset;
    for (let day = from; day < until && most < min; day += 1)
      most += weights.reduce(
        (best, weight, code) => (weight > best && isAllowed(into, person, day, code) ? weight : best),
        0,
      );
    if (most < min) yield `${who}: a rule wants at least ${min}, at most ${most} can be reached`;
    if (offset > max)
      yield `${who}: a rule allows at most ${max}, the days before the period bring ${offset}`;
    const lower = hard.find((other) => other.min > max && isSame(limit, other));
    if (lower !== undefined)
      yield `${who}: one rule wants at least ${lower.min}, another allows at most ${max}`;
  }
}

const isSame = (one: SumLimit, other: SumLimit) =>
  one.person === other.person &&
  one.from === other.from &&
  one.until === other.until &&
  one.weights.every((weight, code) => weight === other.weights[code]);

/** Demand that nobody is qualified for on any day, or with fewer people on its day than its minimum. */
function* unmetDemand(into: Lowering): Iterable<string> {
  for (const { day, shifts, who, target, minimum, source } of into.cover) {
    if (!('demand' in source) || Math.max(target, minimum) === 0) continue;
    const ableOn = (at: number) =>
      into.problem.people.filter(
        (_, person) =>
          (who === undefined || who[person] === 1) &&
          shifts.some((code) => isAllowed(into, person, at, code)),
      ).length;
    const able = ableOn(day);
    const { shift, skill } = into.problem.demand[source.demand]!;
    const what = `demand ${source.demand + 1}: ${shift}${skill === undefined ? '' : ` with ${skill}`} on day ${day}`;
    if (able === 0 && !Array.from({ length: into.days }, (_, at) => at).some((at) => ableOn(at) > 0))
      yield `${what}: nobody is qualified for it`;
    else if (able < minimum) yield `${what}: at least ${minimum} are needed, ${able} may work it`;
  }
}
