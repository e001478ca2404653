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
 * @param times the periods of the observations, ascending; a gap is a missing period
 * @returns the transformation of a column with one value an observation
 */
export function whitener(times: Int32Array, { correlation, deviations }: Noise): (values: Column) => Column {
  const { carried, scale } = steps(times, correlation);
  return (values) => {
    const out = new Float64Array(values.length);
    let before = 0;
    for (let i = 0; i < values.length; i++) {
      const scaled = values[i]! / deviations[i]!;
      out[i] = (scaled - carried[i]! * before) * scale[i]!;
      before = scaled;
    }
    return out;
  };
}

/** Logarithm of the determinant of the noise's covariance, its innovations having variance 1. */
export function logDeterminant(times: Int32Array, { correlation, deviations }: Noise): number {
  const { scale } = steps(times, correlation);
  let sum = 0;
  for (let i = 0; i < times.length; i++) sum += 2 * (Math.log(deviations[i]!) - Math.log(scale[i]!));
  return sum;
}

/** What each observation carries over from the one before, and what makes its own part of variance 1. */
function steps(times: Int32Array, correlation: number): { carried: Column; scale: Column } {
  const carried = new Float64Array(times.length);
  const scale = new Float64Array(times.length).fill(Math.sqrt(1 - correlation ** 2));
  for (let i = 1; i < times.length; i++) {
    carried[i] = correlation ** (times[i]! - times[i - 1]!);
    scale[i] = Math.sqrt((1 - correlation ** 2) / (1 - carried[i]! ** 2));
  }
  return { carried, scale };
}
