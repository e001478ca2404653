import type { Opening } from '../models/open-days.js';

/** What the command line says of open days. */
export interface OpeningOptions {
  /** How much of a day is worked, from Monday to Sunday. */
  readonly weekdays?: readonly number[];
  readonly closed?: readonly string[];
}

const everyDay = [1, 1, 1, 1, 1, 1, 1];

/** The opening that options speak of; none where they speak of none. */
export function openingOf({ weekdays, closed }: OpeningOptions): { opening?: Opening } {
  if (!weekdays && !closed) return {};
  return { opening: { weekdays: weekdays ?? everyDay, closures: new Set(closed) } };
}
