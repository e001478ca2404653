import { methods } from '../models/methods.js';
import { type Prepared, prepare } from '../models/prepared.js';
import { errorScale } from './error-scale.js';
import { type BacktestPlan, originsOf } from './origins.js';
import { poolFor } from './pool.js';

/** What was forecast at one point of the past, and what came. */
export interface BacktestOrigin {
  /** How many values were known. */
  readonly known: number;
  /** What came after them: as many values as the horizon, or as there are. */
  readonly actual: Float64Array;
  /** What each method forecast, by name. */
  readonly forecasts: ReadonlyMap<string, readonly number[]>;
  /** What the seasonal naive method forecast. */
  readonly benchmark: readonly number[];
  /** The usual size of an error by step, as known then. */
  readonly scale: readonly number[];
}

/**
 * Forecasts a series from several points of its past, each time from scratch and with nothing but the values before.
 * @param values finite, at least one.
 */
export function backtest(values: Float64Array, period: number, plan: BacktestPlan): BacktestOrigin[] {
  return originsOf(values.length, period, plan).map((known) => {
    const series = prepare(values.slice(0, known), period);
    const actual = values.slice(known, known + plan.horizon);
    return {
      known,
      actual,
      forecasts: new Map(forecastsOf(series, actual.length)),
      benchmark: methods.seasonalNaive.forecast(series, actual.length),
      scale: errorScale(series, actual.length).sizes,
    };
  });
}

/** The forecasts of every method of the series' pool, by name. */
export function forecastsOf(series: Prepared, horizon: number): [string, number[]][] {
  return poolFor(series).flatMap((method): [string, number[]][] => {
    const forecast = method.forecast(series, horizon);
    return forecast?.every(Number.isFinite) ? [[method.name, forecast]] : [];
  });
}
