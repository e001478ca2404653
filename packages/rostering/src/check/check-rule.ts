import type { Problem, Rule, Shift, TotalRule, Weight } from '../model/problem.js';
import { sentenceOf } from '../rules/rules.js';
import type { Breach } from './breach.js';
import { hasSkill } from './check-cover.js';
import { pastOf, type Row, weekendDays } from './rows.js';

/** What is seen of one person: how far off, from which day, in words. */
interface Seen {
  readonly amount: number;
  readonly day?: number;
  readonly words: string;
  readonly cost?: number;
  readonly hard?: boolean;
}

/** Every breach of one rule. */
export function checkRule(
  problem: Problem,
  rows: readonly Row[],
  rule: Rule,
  source: number,
): readonly Breach[] {
  const named = 'people' in rule ? rule.people : undefined;
  const weight: Weight = 'weight' in rule ? rule.weight : 'hard';
  return rows
    .filter((row) => named === undefined || named.includes(row.person.id))
    .flatMap((row) =>
      look(problem, row, rule)
        .filter(({ amount }) => amount > 0)
        .map((seen): Breach => {
          const hard = seen.hard ?? weight === 'hard';
          return {
            kind: rule.kind,
            source,
            person: row.person.id,
            ...(seen.day === undefined ? {} : { day: seen.day }),
            amount: seen.amount,
            hard,
            cost: seen.cost ?? (weight === 'hard' ? 0 : seen.amount * weight),
            sentence: `${row.person.id}: ${seen.words}; the rule: ${sentenceOf(rule)}`,
          };
        }),
    );
}

function look(problem: Problem, row: Row, rule: Rule): readonly Seen[] {
  switch (rule.kind) {
    case 'total':
      return totals(problem, row, rule);
    case 'run':
      return runs(problem, row, rule.of, rule.min ?? 1, rule.max ?? Number.POSITIVE_INFINITY);
    case 'weekends': {
      const worked = workedWeekends(problem, row).length;
      return [{ amount: worked - rule.max, words: `${counted(worked, 'weekends')} worked` }];
    }
    case 'whole-weekends':
      return weekendDays(problem)
        .filter((weekend) => weekend.length === 2)
        .filter(([first, last]) => (row.shifts[first!] === null) !== (row.shifts[last!] === null))
        .map(([day]) => ({ amount: 1, day: day!, words: `half of the weekend from day ${day} worked` }));
    case 'succession':
      return followed(problem, row, (first, then) => first.id === rule.first && rule.next.includes(then.id));
    case 'rest':
      return followed(
        problem,
        row,
        (first, then) => 24 * 60 - first.start! - first.minutes + then.start! < rule.minutes,
      );
    case 'skilled':
      return row.shifts.flatMap((shift, day) =>
        shift !== null && rule.shifts.includes(shift.id) && !hasSkill(row.person, rule.skill, day)
          ? [{ amount: 1, day, words: `${shift.id} on day ${day} without ${rule.skill}` }]
          : [],
      );
    case 'absent':
      return rule.days.flatMap((day) =>
        row.shifts[day] === null
          ? []
          : [{ amount: 1, day, words: `works ${row.shifts[day]!.id} on day ${day}` }],
      );
    case 'fair': {
      const value =
        rule.of === 'weekends'
          ? workedWeekends(problem, row).length
          : amountOf(row.shifts, rule.of, rule.shifts);
      const share = fairShare(problem, row, rule);
      const tolerance = rule.tolerance ?? 0;
      const low = Math.max(0, Math.floor(share - tolerance));
      const high = Math.ceil(share + tolerance);
      return [
        {
          amount: Math.max(low - value, value - high),
          words: `${counted(value, rule.of)}, ${low} to ${high} is fair`,
        },
      ];
    }
    case 'float': {
      const { home } = row.person;
      const away = row.shifts.flatMap((shift, day) =>
        home !== undefined && shift?.site !== undefined && shift.site !== home
          ? [{ amount: 1, day, words: `works at ${shift.site} on day ${day}`, cost: rule.price, hard: false }]
          : [],
      );
      const most = rule.max ?? Number.POSITIVE_INFINITY;
      const tooMany = {
        amount: away.length - most,
        words: `${counted(away.length, 'shifts')} away`,
        cost: 0,
        hard: true,
      };
      return [...(rule.price === 0 ? [] : away), tooMany];
    }
  }
}

/** "1 day", "2 days". */
const counted = (count: number, unit: string) => `${count} ${count === 1 ? unit.replace(/s$/, '') : unit}`;

function amountOf(
  days: readonly (Shift | null)[],
  of: 'shifts' | 'minutes',
  only?: readonly string[],
): number {
  let sum = 0;
  for (const shift of days)
    if (shift !== null && (only === undefined || only.includes(shift.id)))
      sum += of === 'shifts' ? 1 : shift.minutes;
  return sum;
}

function totals(problem: Problem, row: Row, rule: TotalRule): readonly Seen[] {
  const { from = 0, until = problem.days - 1, min = 0, max = Number.POSITIVE_INFINITY } = rule;
  const judge = (value: number, least: number, where: string, day: number): Seen => ({
    amount: Math.max(least - value, value - max),
    day,
    words: `${counted(value, rule.of)}${where}`,
  });
  if (rule.rolling === undefined)
    return [judge(amountOf(row.shifts.slice(from, until + 1), rule.of, rule.shifts), min, '', from)];
  const past = pastOf(problem, row.person);
  const all = [...past, ...row.shifts];
  const seen: Seen[] = [];
  for (let last = from; last <= until; last += 1) {
    const first = past.length + last - rule.rolling + 1;
    const value = amountOf(all.slice(Math.max(0, first), past.length + last + 1), rule.of, rule.shifts);
    seen.push(judge(value, first < 0 ? 0 : min, ` in the ${rule.rolling} days to day ${last}`, last));
  }
  return seen;
}

function runs(
  problem: Problem,
  row: Row,
  of: 'work' | 'off' | readonly string[],
  min: number,
  max: number,
): readonly Seen[] {
  const past = pastOf(problem, row.person);
  const all = [...past, ...row.shifts];
  const belongs = (shift: Shift | null) => {
    if (of === 'off') return shift === null;
    return shift !== null && (of === 'work' || of.includes(shift.id));
  };
  const seen: Seen[] = [];
  for (let first = 0; first < all.length; first += 1) {
    if (!belongs(all[first]!) || (first > 0 && belongs(all[first - 1]!))) continue;
    let end = first;
    while (end < all.length && belongs(all[end]!)) end += 1;
    // A run that was over before the period is nobody's doing any more.
    if (end <= past.length) continue;
    const day = Math.max(0, first - past.length);
    const words = `${counted(end - first, 'days')} in a row from day ${first - past.length}`;
    seen.push({ amount: end - first - max, day, words });
    if (first > 0 && end < all.length) seen.push({ amount: min - (end - first), day, words });
  }
  return seen;
}

function followed(problem: Problem, row: Row, bad: (first: Shift, then: Shift) => boolean): readonly Seen[] {
  const yesterday = [pastOf(problem, row.person).at(-1) ?? null, ...row.shifts];
  return row.shifts.flatMap((then, day) => {
    const first = yesterday[day]!;
    return first !== null && then !== null && bad(first, then)
      ? [{ amount: 1, day, words: `${then.id} on day ${day} after ${first.id}` }]
      : [];
  });
}

const workedWeekends = (problem: Problem, row: Row) =>
  weekendDays(problem).filter((weekend) => weekend.some((day) => row.shifts[day] !== null));

/** A person's part of all the demand, by the share of a full post each has. */
function fairShare(
  problem: Problem,
  row: Row,
  rule: { readonly of: 'shifts' | 'minutes' | 'weekends'; readonly shifts?: readonly string[] },
): number {
  const minutes = new Map(problem.shifts.map((shift) => [shift.id, shift.minutes]));
  const wanted = problem.demand.filter(
    ({ shift }) => rule.shifts === undefined || rule.shifts.includes(shift),
  );
  const heads = (day: number) =>
    wanted.filter((d) => d.day === day).reduce((sum, { target }) => sum + target, 0);
  let all = 0;
  if (rule.of === 'weekends')
    for (const weekend of weekendDays(problem)) all += Math.max(...weekend.map((day) => heads(day)));
  else
    for (const { shift, target } of wanted) all += target * (rule.of === 'minutes' ? minutes.get(shift)! : 1);
  const posts = problem.people.reduce((sum, { share }) => sum + (share ?? 1), 0);
  return (all * (row.person.share ?? 1)) / posts;
}
