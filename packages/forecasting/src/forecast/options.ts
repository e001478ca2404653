import type { BacktestPlan } from '../combination/origins.js';
import type { Opening } from '../models/open-days.js';
import type { Calendar } from '../series/calendar.js';
import { SeriesError } from '../series/errors.js';

/** What is wanted of a forecast. */
export interface ForecastOptions {
  /** How many periods ahead; by default one and a half seasons, at least 6 and at most 18. */
  readonly horizon?: number;
  /** Shares of outcomes that bands are to hold, in (0, 1). Default 0.8 and 0.95. */
  readonly levels?: readonly number[];
  /** At how many points of the past forecasts are tried. Default 4. */
  readonly origins?: number;
  /** When the sites are open: values are compared by open day, and forecast for the open days to come. */
  readonly opening?: Opening;
}

const defaultOrigins = 4;
const [shortest, longest] = [6, 18];

/**
 * How far ahead, and from how many points of the past.
 * @throws {SeriesError} `HORIZON_INVALID`
 */
export function planOf(calendar: Calendar, { horizon, origins }: ForecastOptions): BacktestPlan {
  const steps = horizon ?? Math.min(Math.max(Math.ceil(1.5 * calendar.season), shortest), longest);
  if (!Number.isInteger(steps) || steps < 1)
    throw new SeriesError(
      'HORIZON_INVALID',
      `A horizon of ${steps} is none: give a whole number of periods, at least 1.`,
    );
  return { horizon: steps, origins: origins ?? defaultOrigins };
}

/**
 * What bands are to hold.
 * @throws {SeriesError} `LEVEL_INVALID`
 */
export function levelsOf({ levels = [0.8, 0.95] }: ForecastOptions): readonly number[] {
  const bad = levels.find((level) => !(level > 0 && level < 1));
  if (bad !== undefined)
    throw new SeriesError(
      'LEVEL_INVALID',
      `A band cannot hold ${bad} of the outcomes: give a share between 0 and 1.`,
    );
  return levels;
}
