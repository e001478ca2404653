import type { Compiled, GroupLimit, RunLimit, SumLimit } from '../model/compiled.js';

/** The limits of one person. */
export interface PersonLimits {
  readonly sums: readonly SumLimit[];
  readonly runs: readonly RunLimit[];
  readonly groups: readonly GroupLimit[];
}

/** Sorts a problem's limits by person, once for many calls of {@link rowWorth}. */
export function limitsByPerson(compiled: Compiled): PersonLimits[] {
  return Array.from({ length: compiled.people }, (_, person) => ({
    sums: compiled.sums.filter((limit) => limit.person === person),
    runs: compiled.runs.filter((limit) => limit.person === person),
    groups: compiled.groups.filter((limit) => limit.person === person),
  }));
}

/**
 * What a row costs its person (cells and soft limits, without cover), or Infinity where it breaks a hard rule.
 * It knows every rule of the compiled problem, unlike the dynamic programming.
 */
export function rowWorth(compiled: Compiled, limits: PersonLimits, person: number, row: Uint8Array): number {
  const { days, codes, allowed, cellCost, banned, before } = compiled;
  let cost = 0;
  let previous = before[person]!;
  for (let day = 0; day < days; day++) {
    const code = row[day]!;
    const cell = (person * days + day) * codes + code;
    if (!allowed[cell] || banned[previous * codes + code]) return Number.POSITIVE_INFINITY;
    cost += cellCost[cell]!;
    previous = code;
  }
  for (const sum of limits.sums) cost += priced(sum, sumBreach(sum, row));
  for (const run of limits.runs) cost += priced(run, runBreach(run, row));
  for (const group of limits.groups) cost += priced(group, groupBreach(group, row));
  return cost;
}

const priced = ({ hard, price }: { hard: boolean; price: number }, amount: number): number =>
  amount === 0 ? 0 : hard ? Number.POSITIVE_INFINITY : amount * price;

const outside = (value: number, min: number, max: number): number => Math.max(0, min - value, value - max);

function sumBreach({ weights, from, until, min, max, offset }: SumLimit, row: Uint8Array): number {
  let value = offset;
  for (let day = from; day < Math.min(until, row.length); day++) value += weights[row[day]!]!;
  return outside(value, min, max);
}

function runBreach({ member, min, max, before, openStart }: RunLimit, row: Uint8Array): number {
  let amount = 0;
  let run = 0;
  for (let day = 0; day < row.length; day++) {
    if (member[row[day]!]) run++;
    if (run === 0 || (day < row.length - 1 && member[row[day + 1]!])) continue;
    const reachesIn = run === day + 1;
    const exempt = day === row.length - 1 || (reachesIn && openStart);
    amount += outside(run + (reachesIn ? before : 0), exempt ? 0 : min, max);
    run = 0;
  }
  return amount;
}

function groupBreach({ groups, counts, min, max }: GroupLimit, row: Uint8Array): number {
  const counted = groups.filter((group) => {
    const worked = group.filter((day) => row[day] !== 0).length;
    return counts === 'any' ? worked > 0 : worked > 0 && worked < group.length;
  }).length;
  return outside(counted, min, max);
}
