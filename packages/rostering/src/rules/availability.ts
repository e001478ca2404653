import type { AbsentRule, Person, SkilledRule } from '../model/problem.js';
import type { RuleDefinition } from './rule-definition.js';

/** Days on which people do not work. */
export const absent: RuleDefinition<AbsentRule> = {
  sentence: ({ days }) => `is absent on ${days.length === 1 ? 'day' : 'days'} ${days.join(', ')}`,
  lower(rule, into) {
    for (const person of into.peopleOf(rule))
      for (const day of rule.days)
        for (let code = 1; code < into.codes; code += 1) into.forbid(person, day, code);
  },
};

/** Shifts that only people with a skill work, on the days on which they hold it. */
export const skilled: RuleDefinition<SkilledRule> = {
  sentence: ({ shifts, skill }) => `works ${shifts.join(', ')} only with ${skill}`,
  lower(rule, into) {
    into.problem.people.forEach((who, person) => {
      for (let day = 0; day < into.days; day += 1)
        if (!holds(who, rule.skill, day))
          for (const code of into.codesOf(rule.shifts)) into.forbid(person, day, code);
    });
  },
};

/** Whether a person holds a skill on a day. */
export function holds(person: Person, skill: string, day: number): boolean {
  return (person.skills ?? []).some(
    ({ id, from = 0, until = Number.POSITIVE_INFINITY }) => id === skill && from <= day && day <= until,
  );
}
