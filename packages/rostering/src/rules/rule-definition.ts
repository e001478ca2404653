import type { Lowering } from '../model/lowering.js';
import type { Weight } from '../model/problem.js';

/**
 * The one place where a rule is defined. Evaluator, search, row DP and MIP read the primitives that `lower` writes, so a
 * rule needs no code of its own in any of them; people read its `sentence`.
 */
export interface RuleDefinition<R> {
  /** States the rule, as the end of "A: …". */
  sentence(rule: R): string;
  /** Writes the rule into primitives. `source` is its index in the problem. */
  lower(rule: R, into: Lowering, source: number): void;
}

/** The fields of a limit that say what a breach is worth. */
export function priced(weight: Weight): { hard: boolean; price: number } {
  return weight === 'hard' ? { hard: true, price: 0 } : { hard: false, price: weight };
}

/** "at least 2 and at most 5 days", "at most 1 day". */
export function bounds(min: number | undefined, max: number | undefined, unit: string): string {
  const of = (count: number) => (count === 1 ? unit.replace(/s$/, '') : unit);
  if (min === undefined || min === 0) return `at most ${max} ${of(max ?? 0)}`;
  if (max === undefined) return `at least ${min} ${of(min)}`;
  return min === max ? `exactly ${min} ${of(min)}` : `at least ${min} and at most ${max} ${of(max)}`;
}
