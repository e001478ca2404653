import type { Column } from './patterns.js';

/** Noise with an autocorrelation that fades by the lag (first order), and a standard deviation for every period. */
export interface Noise {
  /** Correlation of one period with the next, in [0, 1). */
  readonly correlation: number;
  /** Relative standard deviation of each observation. */
  readonly deviations: Column;
}

/**
 * Turns values with such noise into values with independent noise of one variance: the Prais-Winsten transformation
 * (Cowles Commission discussion paper 383, 1954), extended to gaps by the correlation to the power of the distance.
 * @param values one for each observation
 * @param times the periods of the observations, ascending; a gap is a missing period
 */
export function whiten(values: Column, times: Int32Array, { correlation, deviations }: Noise): Column {
  const out = new Float64Array(values.length);
  let before = 0;
  for (let i = 0; i < values.length; i++) {
    const scaled = values[i]! / deviations[i]!;
    if (i === 0) out[i] = scaled * Math.sqrt(1 - correlation ** 2);
    else {
      const carried = correlation ** (times[i]! - times[i - 1]!);
      out[i] = (scaled - carried * before) * Math.sqrt((1 - correlation ** 2) / (1 - carried ** 2));
    }
    before = scaled;
  }
  return out;
}

/** Logarithm of the determinant of the noise's covariance, its innovations having variance 1. */
export function logDeterminant(times: Int32Array, { correlation, deviations }: Noise): number {
  let sum = -Math.log(1 - correlation ** 2);
  for (let i = 0; i < times.length; i++) {
    sum += 2 * Math.log(deviations[i]!);
    if (i > 0)
      sum += Math.log((1 - correlation ** (2 * (times[i]! - times[i - 1]!))) / (1 - correlation ** 2));
  }
  return sum;
}
