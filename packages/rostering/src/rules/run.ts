import type { Lowering } from '../model/lowering.js';
import type { RunRule } from '../model/problem.js';
import { bounds, priced, type RuleDefinition } from './rule-definition.js';

/** Least and most days in a row. What history says of the days before the period counts into the first run. */
export const run: RuleDefinition<RunRule> = {
  sentence: (rule) => `${bounds(rule.min, rule.max, 'days')} ${named(rule)} in a row`,

  lower(rule, into, source) {
    const member = memberOf(rule, into);
    const { min = 1, max = Number.POSITIVE_INFINITY } = rule;
    for (const person of into.peopleOf(rule)) {
      const history = into.history(person);
      const lastOther = history.findLastIndex((code) => member[code] === 0);
      into.runs.push({
        ...{ person, source, member, min, max, ...priced(rule.weight) },
        before: history.length - 1 - lastOther,
        openStart: lastOther === -1,
      });
    }
  },
};

function named({ of }: RunRule): string {
  if (of === 'work') return 'of work';
  return of === 'off' ? 'off' : `of ${of.join(', ')}`;
}

function memberOf({ of }: RunRule, into: Lowering): Uint8Array {
  const member = new Uint8Array(into.codes);
  if (of === 'off') member[0] = 1;
  else for (const code of into.codesOf(of === 'work' ? undefined : of)) member[code] = 1;
  return member;
}
