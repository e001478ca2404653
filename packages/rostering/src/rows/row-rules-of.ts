import type { Compiled, SumLimit } from '../model/compiled.js';
import type { Cap, RowRules } from './row-rules.js';
import type { PersonLimits } from './row-worth.js';

/**
 * The hard rules of one person that the dynamic programming knows: bans, runs of work and of days off, weekends, one sum
 * over the whole period with both its limits, and the upper limits of all other sums. Rules that it does not know (soft
 * limits, lower limits of other sums, runs of single shifts) are left out, which makes more rows legal and keeps every
 * bound valid; {@link rowWorth} knows all of them.
 *
 * @param allowed what the person may have, at `day * codes + code`
 */
export function rowRulesOf(
  { days, codes, banned, before }: Compiled,
  person: number,
  limits: PersonLimits,
  allowed: Uint8Array,
): RowRules {
  const sums = limits.sums.filter(({ hard }) => hard);
  const main = mainSum(sums, days);
  const caps: Cap[] = sums
    .filter((sum) => sum !== main && sum.max < Number.POSITIVE_INFINITY)
    .map(({ weights, from, until, max, offset }) => ({ weights, from, until, max: max - offset }));

  const runs = limits.runs.filter(({ hard }) => hard);
  const work = runs.filter(
    ({ member }) => member[0] === 0 && member.every((is, code) => code === 0 || is === 1),
  );
  const off = runs.filter(
    ({ member }) => member[0] === 1 && member.every((is, code) => code === 0 || is === 0),
  );
  const shiftBefore = before[person]!;
  const worked = shiftBefore === 0 ? 0 : Math.max(1, ...work.map((run) => run.before));
  const free = shiftBefore === 0 ? Math.max(0, ...off.map((run) => run.before)) : 0;

  const weekends = limits.groups.find(({ hard, counts }) => hard && counts === 'any');
  const weekendOfDay = new Int32Array(days).fill(-1);
  weekends?.groups.forEach((group, index) => {
    for (const day of group) weekendOfDay[day] = index;
  });
  return {
    days,
    codes,
    minutes: main?.weights ?? new Int32Array(codes),
    banned,
    minMinutes: main ? main.min - main.offset : 0,
    maxMinutes: main ? main.max - main.offset : 0,
    maxConsecutiveWork: work.reduce((least, { max }) => Math.min(least, max), Number.POSITIVE_INFINITY),
    minConsecutiveWork: work.reduce((most, { min }) => Math.max(most, min), 1),
    minConsecutiveOff: off.reduce((most, { min }) => Math.max(most, min), 1),
    maxWeekends: weekends?.max ?? 0,
    weekendOfDay,
    allowed,
    runBefore: worked > 0 ? worked : -free,
    workOpen: work.every(({ openStart }) => openStart),
    offOpen: off.every(({ openStart }) => openStart),
    goesOn: false,
    shiftBefore,
    caps,
  };
}

/** The sum over the whole period with a lower limit; of several the one that counts most. */
function mainSum(sums: readonly SumLimit[], days: number): SumLimit | undefined {
  const whole = sums.filter(({ from, until }) => from === 0 && until >= days);
  const size = ({ weights }: SumLimit) => weights.reduce((total, weight) => total + weight, 0);
  return (
    whole.filter(({ min }) => min > 0).sort((a, b) => size(b) - size(a))[0] ??
    whole.sort((a, b) => size(b) - size(a))[0]
  );
}
