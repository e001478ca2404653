import type { Roster } from '../model/compiled.js';
import type { Problem } from '../model/problem.js';
import type { Breach } from './breach.js';
import { checkCells } from './check-cells.js';
import { checkCover } from './check-cover.js';
import { checkRule } from './check-rule.js';
import { type Row, rowsOf } from './rows.js';

/** What a roster is worth. */
export interface Verdict {
  /** No hard rule is broken. */
  readonly legal: boolean;
  readonly cost: number;
  /** Sum of the amounts of all hard breaches; 0 when legal. */
  readonly hardAmount: number;
  readonly breaches: readonly Breach[];
}

/**
 * Scores a roster by reading the problem as it is written. It is slow and shares no code with the solver on purpose, so
 * that each can be held against the other.
 *
 * @throws {RangeError} when the roster is not of the problem's size, or names a shift that is not there.
 */
export function check(problem: Problem, roster: Roster): Verdict {
  const rows: readonly Row[] = rowsOf(problem, roster);
  const breaches = [
    ...problem.rules.flatMap((rule, source) => checkRule(problem, rows, rule, source)),
    ...checkCells(problem, rows),
    ...checkCover(problem, rows),
  ];
  const hard = breaches.filter((breach) => breach.hard);
  return {
    legal: hard.length === 0,
    cost: breaches.reduce((sum, { cost }) => sum + cost, 0),
    hardAmount: hard.reduce((sum, { amount }) => sum + amount, 0),
    breaches,
  };
}
