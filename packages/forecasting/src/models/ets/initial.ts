import { lineThrough } from '../line.js';
import { classicalSeason, deseasonalised, type Season } from '../seasonal/classical.js';
import type { EtsForm } from './form.js';

/** States from which a search starts. */
export interface InitialStates {
  readonly level: number;
  readonly trend: number;
  readonly season: Float64Array;
}

/**
 * First guesses of the states before the first value (Hyndman et al. 2002, §4.1): the season by classical
 * decomposition, level and trend by a line through the first seasonally adjusted values.
 */
export function initialStates(y: Float64Array, { trend, season }: EtsForm, period: number): InitialStates {
  let adjusted: Float64Array = y;
  let indices = new Float64Array(0);
  if (season !== 'N') {
    const found: Season = classicalSeason(y, period, season === 'A' ? 'additive' : 'multiplicative');
    indices = season === 'M' ? found.indices.map((index) => Math.max(index, 0.01)) : found.indices.slice();
    adjusted = deseasonalised(y, { kind: found.kind, indices });
  }
  const first = adjusted.subarray(0, Math.max(10, 2 * period));
  if (trend === 'N')
    return { level: first.reduce((sum, x) => sum + x, 0) / first.length, trend: 0, season: indices };
  const line = lineThrough(first);
  return { level: line.level, trend: line.slope, season: indices };
}
