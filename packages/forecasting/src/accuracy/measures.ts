/** Symmetric mean absolute percentage error, in percent: 200·|y − ŷ| / (|y| + |ŷ|), 0 where both are 0 (Makridakis 1993). */
export function smape(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  let sum = 0;
  for (let t = 0; t < actual.length; t++) {
    const size = Math.abs(actual[t]!) + Math.abs(forecast[t]!);
    if (size > 0) sum += (200 * Math.abs(actual[t]! - forecast[t]!)) / size;
  }
  return sum / actual.length;
}

/**
 * The scale of MASE and MSIS: the mean absolute difference of values one season apart in the training part
 * (Hyndman and Koehler, Another look at measures of forecast accuracy, 2006).
 */
export function seasonalScale(training: ArrayLike<number>, period: number): number {
  let sum = 0;
  for (let t = period; t < training.length; t++) sum += Math.abs(training[t]! - training[t - period]!);
  return sum / (training.length - period);
}

/** Mean absolute scaled error. */
export function mase(actual: ArrayLike<number>, forecast: ArrayLike<number>, scale: number): number {
  let sum = 0;
  for (let t = 0; t < actual.length; t++) sum += Math.abs(actual[t]! - forecast[t]!);
  return sum / actual.length / scale;
}

/** A band at each step. */
export interface Bounds {
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

/**
 * Mean scaled interval score: the width of the band, plus 2/(1 − level) times as much as values fall outside of it
 * (Gneiting and Raftery 2007, in the form of the M4 competition).
 */
export function msis(
  actual: ArrayLike<number>,
  { lower, upper }: Bounds,
  level: number,
  scale: number,
): number {
  let sum = 0;
  for (let t = 0; t < actual.length; t++) {
    const outside = Math.max(lower[t]! - actual[t]!, actual[t]! - upper[t]!, 0);
    sum += upper[t]! - lower[t]! + (2 / (1 - level)) * outside;
  }
  return sum / actual.length / scale;
}

/** The share of values within the band. */
export function coverage(actual: ArrayLike<number>, { lower, upper }: Bounds): number {
  let within = 0;
  for (let t = 0; t < actual.length; t++) if (actual[t]! >= lower[t]! && actual[t]! <= upper[t]!) within += 1;
  return within / actual.length;
}
