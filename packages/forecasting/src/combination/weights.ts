import type { BacktestOrigin } from './backtest.js';

/** One method of a combination. */
export interface Member {
  readonly method: string;
  /** Its share of the forecast; the shares of all sum to 1. */
  readonly weight: number;
  /**
   * Its mean absolute error in backtest against the mean of all members', over the origins where it could be used; below 1
   * is better than most. Undefined where there was none.
   */
  readonly relativeError: number | undefined;
}

/** Errors of values of size 1 below this are none but of rounding. */
export const rounding = 1e-9;

/** No method is so good in backtest that it is trusted beyond this. */
const leastError = 0.05;

/**
 * The weights of a combination: by the inverse of the mean absolute error in backtest (Bates and Granger, The combination
 * of forecasts, 1969). Methods that err alike get nearly equal weights, which are hard to beat; one that fails on this
 * series gets next to none.
 *
 * @param origins backtests of values on a scale where the largest is 1.
 */
export function weigh(names: readonly string[], origins: readonly BacktestOrigin[]): Member[] {
  const relative = new Map<string, number[]>();
  for (const { actual, forecasts } of origins) {
    const errors = [...forecasts].map(
      ([name, forecast]) => [name, meanAbsoluteError(actual, forecast)] as const,
    );
    const mean = errors.reduce((sum, [, error]) => sum + error / errors.length, 0);
    for (const [name, error] of errors)
      relative.set(name, [...(relative.get(name) ?? []), mean > rounding ? error / mean : 1]);
  }
  const errors = names.map((name) => average(relative.get(name)));
  const inverses = errors.map((error) => 1 / Math.max(error ?? 1, leastError));
  const total = inverses.reduce((sum, inverse) => sum + inverse, 0);
  return names.map((method, i) => ({ method, weight: inverses[i]! / total, relativeError: errors[i] }));
}

/** The weighted mean of forecasts; members without one are left out, and the others share their weight. */
export function combine(
  members: readonly Member[],
  forecasts: ReadonlyMap<string, readonly number[]>,
  horizon: number,
): number[] {
  const present = members.filter(({ method }) => forecasts.has(method));
  const total = present.reduce((sum, { weight }) => sum + weight, 0);
  return Array.from({ length: horizon }, (_, step) =>
    present.reduce((sum, { method, weight }) => sum + (weight / total) * forecasts.get(method)![step]!, 0),
  );
}

/** The mean size of errors. */
export function meanAbsoluteError(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  let sum = 0;
  for (let t = 0; t < actual.length; t++) sum += Math.abs(actual[t]! - forecast[t]!);
  return sum / actual.length;
}

const average = (values: readonly number[] | undefined): number | undefined =>
  values?.reduce((sum, value) => sum + value / values.length, 0);
