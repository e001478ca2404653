import type { Lowering } from '../model/lowering.js';
import type { Rule } from '../model/problem.js';
import { absent, skilled } from './availability.js';
import { fair } from './fair.js';
import { float } from './float.js';
import type { RuleDefinition } from './rule-definition.js';
import { run } from './run.js';
import { rest, succession } from './succession.js';
import { total } from './total.js';
import { weekends, wholeWeekends } from './weekends.js';

/** Every kind of rule. A new kind of rule is added here, and in the checker, which shares no code with it on purpose. */
const rules: { readonly [K in Rule['kind']]: RuleDefinition<Extract<Rule, { kind: K }>> } = {
  total,
  run,
  weekends,
  'whole-weekends': wholeWeekends,
  succession,
  rest,
  skilled,
  absent,
  fair,
  float,
};

/** States a rule, as the end of "A: …". */
export const sentenceOf = (rule: Rule) => definitionOf(rule).sentence(rule);

/** Writes a rule into primitives. */
export const lowerRule = (rule: Rule, into: Lowering, source: number) =>
  definitionOf(rule).lower(rule, into, source);

const definitionOf = (rule: Rule) => rules[rule.kind] as RuleDefinition<Rule>;
