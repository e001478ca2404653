import type { Prepared } from '../prepared.js';
import { shrunkenSeason } from '../seasonal/shrunken.js';
import { type EtsFit, forecastEts } from './fit.js';
import { fitLikelyEts } from './select.js';

/** Forms less likely than this against the best are left out. */
const least = 1e-3;

/** Fitted forms with their Akaike weights: how likely each is the best of them, e^(−ΔAICc / 2), summing to 1. */
export function akaikeWeights(fits: readonly EtsFit[]): { fit: EtsFit; weight: number }[] {
  const best = Math.min(...fits.map(({ aicc }) => aicc));
  const likely = fits
    .map((fit) => ({ fit, weight: Math.exp((best - fit.aicc) / 2) }))
    .filter(({ weight }) => weight >= least);
  const sum = likely.reduce((total, { weight }) => total + weight, 0);
  return likely.map(({ fit, weight }) => ({ fit, weight: weight / sum }));
}

/**
 * The forecast of the likely exponential smoothing models, each by its Akaike weight (Burnham and Anderson 2002; Kolassa,
 * Combining exponential smoothing forecasts using Akaike weights, 2011). Their first season is the shrunken one.
 * Undefined where the series is too short for any of them.
 */
export function forecastEtsAverage(
  { values, period, season }: Prepared,
  horizon: number,
): number[] | undefined {
  const seasonOf = (kind: 'A' | 'M'): Float64Array => {
    const wanted = kind === 'A' ? 'additive' : 'multiplicative';
    return season?.kind === wanted ? season.indices : shrunkenSeason(values, period, wanted).indices;
  };
  const fits = fitLikelyEts(values, period, seasonOf).filter(({ aicc }) => Number.isFinite(aicc));
  if (fits.length === 0) return undefined;
  const result = new Array<number>(horizon).fill(0);
  for (const { fit, weight } of akaikeWeights(fits))
    forecastEts(fit, horizon).forEach((value, step) => {
      result[step]! += weight * value;
    });
  return result;
}
