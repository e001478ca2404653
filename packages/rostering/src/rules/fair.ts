import type { Lowering } from '../model/lowering.js';
import type { FairRule } from '../model/problem.js';
import { weekendsOf } from '../model/weekends.js';
import { priced, type RuleDefinition } from './rule-definition.js';

/**
 * A fair share of what the demand asks: its total, times the person's share over everybody's, rounded outwards. Being off
 * it costs the same upwards and downwards.
 */
export const fair: RuleDefinition<FairRule> = {
  sentence: (rule) =>
    `has a fair share of ${rule.shifts === undefined ? '' : `${rule.shifts.join(', ')} `}${rule.of}`,

  lower(rule, into, source) {
    const asked = askedBy(rule, into);
    for (const person of into.peopleOf(rule)) {
      const range = fairRange(rule, into, person, asked);
      if (rule.of === 'weekends') {
        const groups = weekendsOf(into.days, into.problem.firstWeekday);
        into.groups.push({ person, source, groups, counts: 'any', ...range, ...priced(rule.weight) });
        continue;
      }
      const weights = new Int32Array(into.codes);
      for (const code of into.codesOf(rule.shifts)) weights[code] = unitOf(rule, into, code);
      into.sums.push({
        ...{
          person,
          source,
          weights,
          from: 0,
          until: into.days,
          offset: 0,
          ...range,
          ...priced(rule.weight),
        },
      });
    }
  },
};

const unitOf = (rule: FairRule, into: Lowering, code: number) =>
  rule.of === 'minutes' ? into.minutes[code]! : 1;

/** What the demand asks of everybody together, in the rule's unit. */
export function askedBy(rule: FairRule, into: Lowering): number {
  const codes = new Set(into.codesOf(rule.shifts));
  const of = (days: readonly number[] | undefined) =>
    into.problem.demand
      .filter(({ day, shift }) => codes.has(into.code(shift)) && (days === undefined || days.includes(day)))
      .reduce((sum, { shift, target }) => sum + target * unitOf(rule, into, into.code(shift)), 0);
  if (rule.of !== 'weekends') return of(undefined);
  return weekendsOf(into.days, into.problem.firstWeekday)
    .map((weekend) => Math.max(...weekend.map((day) => of([day]))))
    .reduce((sum, heads) => sum + heads, 0);
}

function fairRange(rule: FairRule, into: Lowering, person: number, asked: number) {
  const shares = into.problem.people.map(({ share = 1 }) => share);
  const own = (asked * shares[person]!) / shares.reduce((sum, share) => sum + share, 0);
  const { tolerance = 0 } = rule;
  return { min: Math.max(0, Math.floor(own - tolerance)), max: Math.ceil(own + tolerance) };
}
