/** The values that are not zero, and after how many periods each came. */
function demandsOf(values: ArrayLike<number>): { sizes: number[]; intervals: number[] } {
  const sizes: number[] = [];
  const intervals: number[] = [];
  let since = 0;
  for (let t = 0; t < values.length; t++) {
    since += 1;
    if (values[t] === 0) continue;
    sizes.push(values[t]!);
    intervals.push(since);
    since = 0;
  }
  return { sizes, intervals };
}

const smoothed = (values: readonly number[], alpha: number): number =>
  values.reduce((level, value) => level + alpha * (value - level));

/**
 * Intermittent demand: size and interval of what is not zero are smoothed apart, and their ratio is the rate per period
 * (Croston, Forecasting and stock control for intermittent demands, 1972), less the share alpha/2 by which it is too high
 * (Syntetos and Boylan, The accuracy of intermittent demand estimates, 2005). Zero where there never was demand.
 *
 * @param alpha of both, in (0, 1).
 */
export function croston(values: ArrayLike<number>, horizon: number, alpha = 0.1): number[] {
  const { sizes, intervals } = demandsOf(values);
  const rate =
    sizes.length === 0 ? 0 : ((1 - alpha / 2) * smoothed(sizes, alpha)) / smoothed(intervals, alpha);
  return new Array<number>(horizon).fill(rate);
}

/**
 * Whether demand is intermittent: more than 1.32 periods pass from one to the next on average (Syntetos, Boylan and
 * Croston, On the categorization of demand patterns, 2005).
 */
export function isIntermittent(values: ArrayLike<number>): boolean {
  const demands = Array.from(values).filter((value) => value !== 0).length;
  return demands > 0 && values.length / demands > 1.32;
}
