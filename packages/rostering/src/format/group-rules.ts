import type { Rule } from '../model/problem.js';

/** One rule for all people who have the same, in the order of the first. */
export function groupRules(rules: readonly Rule[]): readonly Rule[] {
  const groups = new Map<string, { rule: Rule; people: string[] }>();
  for (const rule of rules) {
    const { people = [], ...rest } = rule as Rule & { people?: readonly string[] };
    const key = JSON.stringify(rest);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { rule, people: [...people] });
    else group.people.push(...people);
  }
  return [...groups.values()].map(({ rule, people }) => (people.length === 0 ? rule : { ...rule, people }));
}
