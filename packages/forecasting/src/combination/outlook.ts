import { methods } from '../models/methods.js';
import { prepare } from '../models/prepared.js';
import { type BacktestOrigin, backtest, forecastsOf } from './backtest.js';
import { errorScale } from './error-scale.js';
import type { BacktestPlan } from './origins.js';
import { combine, type Member, meanAbsoluteError, rounding, weigh } from './weights.js';

/** A forecast with all that is known about its errors: everything but the bands, for which like series are needed. */
export interface Outlook {
  /** The forecasts of the next periods. */
  readonly mean: readonly number[];
  /** What they are combined of. */
  readonly members: readonly Member[];
  /** The usual size of an error at each step. */
  readonly scale: readonly number[];
  /** The share of a surprise that stays in later steps. */
  readonly persistence: number;
  /**
   * Errors of the combination in backtest over their usual size, an origin a row, a step a column; without origins before
   * which nothing had varied.
   */
  readonly scores: readonly (readonly number[])[];
  /** How the combination did in backtest; undefined where the series is too short for one. */
  readonly backtest: BacktestSummary | undefined;
  /** Whether no value was ever below zero: then no band goes there. */
  readonly nonNegative: boolean;
}

/** Mean absolute errors in backtest, in the units of the series. */
export interface BacktestSummary {
  readonly origins: number;
  readonly error: number;
  readonly seasonalNaiveError: number;
  /** The combination did worse than repeating the last season: whoever shows the forecast has to say so. */
  readonly worseThanSeasonalNaive: boolean;
}

/**
 * Forecasts a series by the combination of its pool, with weights from a backtest. Pure and deterministic.
 *
 * @param values finite, oldest first, at least one.
 * @param period after how many values the season comes again; 1 for none.
 */
export function outlook(values: ArrayLike<number>, period: number, plan: BacktestPlan): Outlook {
  const unit = largest(values);
  const scaled = Float64Array.from(values, (value) => value / unit);
  const series = prepare(scaled, period);
  const origins = backtest(scaled, period, plan);
  const forecasts = new Map(forecastsOf(series, plan.horizon).filter(([name]) => wasTried(name, origins)));
  if (forecasts.size === 0) forecasts.set(methods.naive.name, methods.naive.forecast(series, plan.horizon));
  const members = weigh([...forecasts.keys()], origins);
  const errors = errorScale(series, plan.horizon);
  const inUnits = (value: number) => finite(value * unit);
  const nonNegative = scaled.every((value) => value >= 0);
  const bounded = (value: number) => (nonNegative ? Math.max(value, 0) : value);
  return {
    mean: combine(members, forecasts, plan.horizon).map(bounded).map(inUnits),
    members,
    scale: errors.sizes.map(inUnits),
    persistence: errors.persistence,
    scores: origins.filter(hadVaried).map((origin) => scoresOf(members, origin, bounded)),
    backtest: summaryOf(members, origins, bounded, inUnits),
    nonNegative,
  };
}

/** What was never tried in backtest is not combined with what was; without a backtest nothing was. */
const wasTried = (name: string, origins: readonly BacktestOrigin[]): boolean =>
  origins.length === 0 || origins.some(({ forecasts }) => forecasts.has(name));

/** Usual sizes below this share of the largest value are none to divide by. */
const leastScale = 1e-6;

/** Whether values had varied by then; if not, there was no usual size for an error. */
const hadVaried = ({ scale }: BacktestOrigin): boolean => scale.every((size) => size > leastScale);

type Bound = (value: number) => number;

function scoresOf(
  members: readonly Member[],
  { actual, forecasts, scale }: BacktestOrigin,
  bounded: Bound,
): number[] {
  const forecast = combine(members, forecasts, actual.length).map(bounded);
  return Array.from(actual, (value, step) =>
    value === forecast[step] ? 0 : (value - forecast[step]!) / scale[step]!,
  );
}

function summaryOf(
  members: readonly Member[],
  origins: readonly BacktestOrigin[],
  bounded: Bound,
  inUnits: (value: number) => number,
): BacktestSummary | undefined {
  if (origins.length === 0) return undefined;
  const [error, seasonalNaiveError] = origins.reduce(
    ([own, naive], { actual, forecasts, benchmark }) => [
      own +
        meanAbsoluteError(actual, combine(members, forecasts, actual.length).map(bounded)) / origins.length,
      naive + meanAbsoluteError(actual, benchmark) / origins.length,
    ],
    [0, 0],
  );
  return {
    origins: origins.length,
    error: inUnits(error!),
    seasonalNaiveError: inUnits(seasonalNaiveError!),
    worseThanSeasonalNaive: error! > seasonalNaiveError! + rounding,
  };
}

/** The largest size of a value; 1 where all are zero. Over it, sums neither overflow nor vanish. */
function largest(values: ArrayLike<number>): number {
  let size = 0;
  for (let t = 0; t < values.length; t++) size = Math.max(size, Math.abs(values[t]!));
  return size > 0 ? size : 1;
}

const finite = (value: number): number => Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);
