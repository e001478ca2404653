import { naive } from './naive.js';
import { classicalSeason, deseasonalised, reseasonalised } from './seasonal/classical.js';
import { isSeasonal } from './seasonal/seasonal-test.js';

/**
 * The naive forecast of a seasonally adjusted series: the yardstick of the M competitions, on which OWA is 1 by
 * definition (Makridakis, Spiliotis and Assimakopoulos, The M4 Competition, 2020, §2; the evaluation script of its
 * organisers). The season is taken out by factors where three seasons of data pass the test.
 */
export function naive2(values: ArrayLike<number>, period: number, horizon: number): number[] {
  const positive = Array.from(values).every((value) => value > 0);
  if (!positive || !isSeasonal(values, period, 3)) return naive(values, horizon);
  const season = classicalSeason(values, period, 'multiplicative');
  return reseasonalised(naive(deseasonalised(values, season), horizon), season, values.length);
}
