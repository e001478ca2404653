import type { RestRule, Shift, SuccessionRule } from '../model/problem.js';
import type { RuleDefinition } from './rule-definition.js';

/** What may not be worked on the day after a shift. */
export const succession: RuleDefinition<SuccessionRule> = {
  sentence: ({ first, next }) => `the day after ${first} is none of ${next.join(', ')}`,
  lower(rule, into) {
    for (const then of new Set(rule.next))
      into.banned[into.code(rule.first) * into.codes + into.code(then)]! += 1;
  },
};

/** Least minutes between a shift's end and the next day's shift. */
export const rest: RuleDefinition<RestRule> = {
  sentence: ({ minutes }) => `rests at least ${minutes} minutes between shifts`,
  lower(rule, into) {
    into.problem.shifts.forEach((first, before) => {
      into.problem.shifts.forEach((then, after) => {
        if (restBetween(first, then) < rule.minutes) into.banned[(before + 1) * into.codes + after + 1]! += 1;
      });
    });
  },
};

/** Minutes from the end of a shift to the start of another on the next day. Both have a start. */
export const restBetween = (first: Shift, then: Shift) => 1440 + then.start! - (first.start! + first.minutes);
