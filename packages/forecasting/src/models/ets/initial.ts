import { lineThrough } from '../line.js';
import { classicalSeason, deseasonalised } from '../seasonal/classical.js';
import type { EtsForm } from './form.js';

/** No first factor is below this: the rest would be divided by next to nothing. */
const smallestFactor = 0.01;

/** States from which a search starts. */
export interface InitialStates {
  readonly level: number;
  readonly trend: number;
  readonly season: Float64Array;
}

/**
 * First guesses of the states before the first value (Hyndman et al. 2002, §4.1): the season by classical
 * decomposition, level and trend by a line through the first seasonally adjusted values.
 *
 * @param given the season, where it is known.
 */
export function initialStates(
  y: Float64Array,
  { trend, season }: EtsForm,
  period: number,
  given?: Float64Array,
): InitialStates {
  let adjusted = y;
  let indices = new Float64Array(0);
  if (season !== 'N') {
    const kind = season === 'A' ? 'additive' : 'multiplicative';
    indices = (given ?? classicalSeason(y, period, kind).indices).slice();
    if (season === 'M') indices = indices.map((index) => Math.max(index, smallestFactor));
    adjusted = deseasonalised(y, { kind, indices });
  }
  const first = adjusted.subarray(0, Math.max(10, 2 * period));
  if (trend === 'N')
    return { level: first.reduce((sum, x) => sum + x, 0) / first.length, trend: 0, season: indices };
  const line = lineThrough(first);
  return { level: line.level, trend: line.slope, season: indices };
}
