import { type EtsFit, forecastEts } from './fit.js';
import { fitEveryEts } from './select.js';

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
 * The forecast of all admissible exponential smoothing models, each by its Akaike weight (Burnham and Anderson 2002;
 * Kolassa, Combining exponential smoothing forecasts using Akaike weights, 2011). Undefined where the series is too short
 * for any of them.
 */
export function forecastEtsAverage(
  values: ArrayLike<number>,
  period: number,
  horizon: number,
): number[] | undefined {
  const fits = fitEveryEts(values, period).filter(({ aicc }) => Number.isFinite(aicc));
  if (fits.length === 0) return undefined;
  const result = new Array<number>(horizon).fill(0);
  for (const { fit, weight } of akaikeWeights(fits))
    forecastEts(fit, horizon).forEach((value, step) => {
      result[step]! += weight * value;
    });
  return result;
}
