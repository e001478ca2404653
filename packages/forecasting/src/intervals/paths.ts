import erfinv from '@stdlib/math-base-special-erfinv';
import type { Outlook } from '../combination/outlook.js';
import type { Calibration } from './calibration.js';

/**
 * Courses that the future may take, for questions about several periods at once: the total of a year, the lowest month.
 * Step by step they spread as the bands do; from step to step they hang together as the errors of exponential smoothing:
 * of every surprise a share stays (Hyndman et al. 2008, §6.3). The two are joined by rank (Clark et al., The Schaake
 * shuffle, 2004). The same call gives the same paths.
 *
 * @param count how many; quantiles further out than 1/count are not to be had from them.
 */
export function pathsOf(
  { mean, scale, persistence, nonNegative }: Pick<Outlook, 'mean' | 'scale' | 'persistence' | 'nonNegative'>,
  calibration: Calibration,
  count: number,
): number[][] {
  const uniform = generator();
  const level = new Float64Array(count);
  const paths = Array.from({ length: count }, () => new Array<number>(mean.length));
  for (let step = 0; step < mean.length; step++) {
    const surprises = level.map(() => Math.SQRT2 * erfinv(2 * uniform() - 1));
    const errors = level.map((kept, path) => kept + surprises[path]!);
    level.forEach((kept, path) => {
      level[path] = kept + persistence * surprises[path]!;
    });
    const order = Array.from(errors.keys()).sort((a, b) => errors[a]! - errors[b]!);
    order.forEach((path, rank) => {
      const centred = (2 * rank + 1) / count - 1;
      const error = Math.sign(centred) * calibration.width(step, Math.abs(centred)) * scale[step]!;
      paths[path]![step] = Math.max(mean[step]! + error, nonNegative ? 0 : -Number.MAX_VALUE);
    });
  }
  return paths;
}

/** The band that holds the middle `level` of some numbers, for instance of the totals of paths. */
export function middleOf(numbers: readonly number[], level: number): { lower: number; upper: number } {
  const sorted = Float64Array.from(numbers).sort();
  const outside = Math.floor(((1 - level) / 2) * sorted.length);
  return { lower: sorted[outside]!, upper: sorted[sorted.length - 1 - outside]! };
}

/** Uniform numbers in (0, 1), always the same ones (Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014). */
function generator(): () => number {
  let state = 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (((mixed ^ (mixed >>> 16)) >>> 0) + 0.5) / 2 ** 32;
  };
}
