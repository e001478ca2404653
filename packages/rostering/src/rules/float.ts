import type { Lowering } from '../model/lowering.js';
import type { FloatRule } from '../model/problem.js';
import { bounds, type RuleDefinition } from './rule-definition.js';

/** Work away from the home site: a price a shift, and most shifts in the period. */
export const float: RuleDefinition<FloatRule> = {
  sentence: (rule) =>
    `works away from home at ${rule.price} a shift` +
    (rule.max === undefined ? '' : `, ${bounds(undefined, rule.max, 'shifts')}`),

  lower(rule, into, source) {
    for (const person of into.peopleOf(rule)) {
      const weights = awayOf(into, person);
      for (let day = 0; day < into.days; day += 1)
        for (let code = 1; code < into.codes; code += 1)
          into.charge(person, day, code, weights[code]! * rule.price);
      if (rule.max !== undefined)
        into.sums.push({
          ...{ person, source, weights, from: 0, until: into.days, offset: 0 },
          ...{ min: 0, max: rule.max, hard: true, price: 0 },
        });
    }
  },
};

function awayOf(into: Lowering, person: number): Int32Array {
  const { home } = into.problem.people[person]!;
  const away = into.problem.shifts.map(({ site }) =>
    home !== undefined && site !== undefined && site !== home ? 1 : 0,
  );
  return Int32Array.from([0, ...away]);
}
