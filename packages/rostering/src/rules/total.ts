import type { Lowering } from '../model/lowering.js';
import type { TotalRule } from '../model/problem.js';
import { bounds, priced, type RuleDefinition } from './rule-definition.js';

/** Least and most shifts or minutes: a sum over the period, or one for every window of `rolling` days that ends in it. */
export const total: RuleDefinition<TotalRule> = {
  sentence: (rule) =>
    bounds(rule.min, rule.max, rule.of) +
    (rule.shifts === undefined ? '' : ` of ${rule.shifts.join(', ')}`) +
    (rule.rolling === undefined ? period(rule) : ` in any ${rule.rolling} days`),

  lower(rule, into, source) {
    const weights = weightsOf(rule, into);
    const { min = 0, max = Number.POSITIVE_INFINITY } = rule;
    for (const person of into.peopleOf(rule)) {
      if (never(rule)) {
        for (let day = 0; day < into.days; day += 1)
          for (const code of into.codesOf(rule.shifts)) into.forbid(person, day, code);
        continue;
      }
      for (const { from, until, past } of windows(rule, into.days)) {
        const history = into.history(person);
        const offset = past === 0 ? 0 : history.slice(-past).reduce((sum, code) => sum + weights[code]!, 0);
        const known = history.length >= past;
        if (min === 0 && max >= offset + (until - from) * Math.max(...weights)) continue;
        into.sums.push({
          ...{ person, source, weights, from, until, offset, max, ...priced(rule.weight) },
          min: known ? min : 0,
        });
      }
    }
  },
};

const period = ({ from, until }: TotalRule) =>
  from === undefined && until === undefined ? '' : ` on days ${from ?? 0} to ${until ?? 'the last'}`;

const never = (rule: TotalRule) =>
  rule.max === 0 && rule.weight === 'hard' && rule.rolling === undefined && period(rule) === '';

function weightsOf(rule: TotalRule, into: Lowering): Int32Array {
  const weights = new Int32Array(into.codes);
  for (const code of into.codesOf(rule.shifts))
    weights[code] = rule.of === 'minutes' ? into.minutes[code]! : 1;
  return weights;
}

/** Stretches of days `from <= day < until`, and how many days before the period each includes. */
function windows({ from = 0, until, rolling }: TotalRule, days: number) {
  const end = until === undefined ? days : until + 1;
  if (rolling === undefined) return [{ from, until: end, past: 0 }];
  return Array.from({ length: Math.max(0, end - from) }, (_, index) => from + index + 1).map((last) => ({
    from: Math.max(0, last - rolling),
    until: last,
    past: Math.max(0, rolling - last),
  }));
}
