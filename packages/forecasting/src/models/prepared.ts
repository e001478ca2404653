import { deseasonalised, reseasonalised, type Season } from './seasonal/classical.js';
import { shrunkenSeason } from './seasonal/shrunken.js';

/** A series, made ready for every method: what several of them need is worked out once. */
export interface Prepared {
  readonly values: Float64Array;
  /** After how many periods the season comes again; 1 without. */
  readonly period: number;
  /** The shrunken season; none where there are not two whole ones. */
  readonly season: Season | undefined;
  /** The values without their season. */
  readonly adjusted: Float64Array;
}

/** Below this a factor is no factor, and the season is taken as additive. */
const smallestFactor = 0.01;

/** @param values at least one; of sizes whose squares are numbers too, below 1e150. */
export function prepare(values: Float64Array, period: number): Prepared {
  const season = period > 1 && values.length >= 2 * period ? seasonOf(values, period) : undefined;
  return { values, period, season, adjusted: season ? deseasonalised(values, season) : values };
}

function seasonOf(values: Float64Array, period: number): Season {
  if (values.every((value) => value > 0)) {
    const factors = shrunkenSeason(values, period, 'multiplicative');
    if (factors.indices.every((factor) => factor > smallestFactor)) return factors;
  }
  return shrunkenSeason(values, period, 'additive');
}

/** Puts the season back onto forecasts of the adjusted values. */
export function withSeason({ season, values }: Prepared, forecast: ArrayLike<number>): number[] {
  return season ? reseasonalised(forecast, season, values.length) : Array.from(forecast);
}
