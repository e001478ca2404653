import { prepare } from '../models/prepared.js';
import { normalised } from '../models/seasonal/classical.js';
import type { Series } from '../series/series.js';

/** The shape of the year that other series have, for one that is too young to have its own. */
export interface LentSeason {
  /** Factors by ordinal modulo the season's length; they average 1. */
  readonly factors: Float64Array;
  /** How many series it was taken from. */
  readonly lenders: number;
}

const fewestLenders = 3;

/** Whether a series has not the two seasons that it takes to see one. */
export const isYoung = ({ calendar, values }: Series): boolean => values.length < 2 * calendar.season;

/**
 * The mean season of series by one calendar that are old enough and above zero; undefined where fewer than three are. A new
 * site's first Christmas is like that of the others (pooled seasonal factors; Dalhart 1974; Bunn and Vassilopoulos,
 * Comparison of seasonal estimation methods in multi-item short-term forecasting, 1999).
 */
export function lentSeason(alike: readonly Series[], period: number): LentSeason | undefined {
  const sums = new Float64Array(period);
  let lenders = 0;
  for (const series of alike) {
    if (isYoung(series)) continue;
    const { season } = prepare(Float64Array.from(series.values), period);
    if (season?.kind !== 'multiplicative') continue;
    lenders += 1;
    season.indices.forEach((factor, position) => {
      sums[(series.start + position) % period]! += factor;
    });
  }
  if (lenders < fewestLenders) return undefined;
  return { factors: normalised(sums, 'multiplicative'), lenders };
}
