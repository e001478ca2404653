import type { Roster } from '../model/compiled.js';

/** The best roster so far: the fewest hard breaches, then the least cost. */
export interface Incumbent {
  readonly roster: Roster;
  readonly cost: number;
  readonly hardAmount: number;
}

/** Whether one is better than the other. */
export function isBetter(
  one: { readonly cost: number; readonly hardAmount: number },
  other: { readonly cost: number; readonly hardAmount: number } | undefined,
): boolean {
  if (other === undefined) return true;
  return one.hardAmount < other.hardAmount || (one.hardAmount === other.hardAmount && one.cost < other.cost);
}
