import type { WeekendsRule, WholeWeekendsRule } from '../model/problem.js';
import { weekendsOf } from '../model/weekends.js';
import { bounds, priced, type RuleDefinition } from './rule-definition.js';

/** Most weekends with work on Saturday or Sunday. */
export const weekends: RuleDefinition<WeekendsRule> = {
  sentence: ({ max }) => `works on ${bounds(undefined, max, 'weekends')}`,
  lower(rule, into, source) {
    const groups = weekendsOf(into.days, into.problem.firstWeekday);
    if (rule.max >= groups.length) return;
    for (const person of into.peopleOf(rule))
      into.groups.push({
        ...{ person, source, groups, counts: 'any', min: 0, max: rule.max, ...priced(rule.weight) },
      });
  },
};

/** Weekends worked on both days or on none; those cut by an edge of the period are left out. */
export const wholeWeekends: RuleDefinition<WholeWeekendsRule> = {
  sentence: () => 'works weekends on both days or not at all',
  lower(rule, into, source) {
    const groups = weekendsOf(into.days, into.problem.firstWeekday).filter((group) => group.length === 2);
    for (const person of into.peopleOf(rule))
      into.groups.push({ person, source, groups, counts: 'partial', min: 0, max: 0, ...priced(rule.weight) });
  },
};
