import { goldenSection } from './optimise/golden-section.js';

/** Simple exponential smoothing, fitted. */
export interface SesFit {
  readonly alpha: number;
  /** The level after the last value: the forecast for every step. */
  readonly level: number;
}

/**
 * Simple exponential smoothing (Brown 1956): the level starts at the first value, and alpha in [0.01, 0.99] is where the
 * squared errors one step ahead are least.
 */
export function fitSes(values: ArrayLike<number>): SesFit {
  const squares = (alpha: number): number => {
    let level = values[0]!;
    let sum = 0;
    for (let t = 1; t < values.length; t++) {
      const error = values[t]! - level;
      sum += error * error;
      level += alpha * error;
    }
    return sum;
  };
  const alpha = goldenSection(squares, 0.01, 0.99);
  let level = values[0]!;
  for (let t = 1; t < values.length; t++) level += alpha * (values[t]! - level);
  return { alpha, level };
}
