import type { BacktestSummary, Outlook } from './combination/outlook.js';
import { outlook } from './combination/outlook.js';
import type { Member } from './combination/weights.js';
import { type Band, bandOf } from './intervals/bands.js';
import { type Calibration, calibrate } from './intervals/calibration.js';
import { middleOf, pathsOf } from './intervals/paths.js';
import { forOpenDays, type Opening, openDays, perOpenDays } from './models/open-days.js';
import type { Calendar } from './series/calendar.js';
import { SeriesError } from './series/errors.js';
import type { Series } from './series/series.js';

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

/** The forecast of one series. */
export interface SeriesForecast {
  readonly series: string;
  /** The labels of the periods ahead. */
  readonly periods: readonly string[];
  readonly mean: readonly number[];
  /** One for each level, in the order asked for. */
  readonly bands: readonly Band[];
  /** The sum over all periods ahead. Its bands are narrower than the sums of the bands: not everything goes wrong at once. */
  readonly total: {
    readonly mean: number;
    readonly bands: readonly { level: number; lower: number; upper: number }[];
  };
  /** The methods combined, with their weights. */
  readonly members: readonly Member[];
  readonly backtest: BacktestSummary | undefined;
  /** What the bands rest on. */
  readonly calibratedOn: { readonly series: number; readonly origins: number };
  /** What whoever shows the forecast has to say with it. */
  readonly notes: readonly string[];
}

const pathCount = 500;
const defaultLevels = [0.8, 0.95];
const defaultOrigins = 4;

/** The defaults filled in, and what was asked checked. */
export function planOf(calendar: Calendar, { horizon, levels, origins }: ForecastOptions) {
  const steps = horizon ?? Math.min(Math.max(Math.ceil(1.5 * calendar.season), 6), 18);
  if (!Number.isInteger(steps) || steps < 1)
    throw new SeriesError(
      'HORIZON_INVALID',
      `A horizon of ${steps} is none: give a whole number of periods, at least 1.`,
    );
  const asked = levels ?? defaultLevels;
  const bad = asked.find((level) => !(level > 0 && level < 1));
  if (bad !== undefined)
    throw new SeriesError(
      'LEVEL_INVALID',
      `A band cannot hold ${bad} of the outcomes: give a share between 0 and 1.`,
    );
  return { horizon: steps, levels: asked, origins: origins ?? defaultOrigins };
}

/**
 * Forecasts series that are alike: of one group, by one calendar. Each is forecast by itself; what their bands promise is
 * learnt from all of them together. Pure and deterministic.
 *
 * @throws {SeriesError} when the horizon or a level is none.
 */
export function forecastAll(series: readonly Series[], options: ForecastOptions = {}): SeriesForecast[] {
  const outlooks = series.map((one) => {
    const { values, period, plan } = taskOf(one, options);
    return outlook(values, period, plan);
  });
  return withBands(series, outlooks, options);
}

/** What is to be worked out for a series; `withBands` takes the outlooks. */
export function taskOf(series: Series, options: ForecastOptions) {
  const plan = planOf(series.calendar, options);
  const days = options.opening && openDaysOf(series, options.opening, plan.horizon);
  return {
    values: days ? perOpenDays(series.values, days.past, days.mean) : series.values,
    period: series.calendar.season,
    plan,
  };
}

/** The second half of `forecastAll`, for outlooks that were worked out elsewhere. Series of one calendar are pooled. */
export function withBands(
  series: readonly Series[],
  outlooks: readonly Outlook[],
  options: ForecastOptions = {},
): SeriesForecast[] {
  const calibrations = new Map<string, Calibration>();
  return series.map((one, index) => {
    const { horizon, levels } = planOf(one.calendar, options);
    let calibration = calibrations.get(one.calendar.name);
    if (!calibration) {
      const alike = outlooks.filter((_, other) => series[other]!.calendar.name === one.calendar.name);
      calibration = calibrate(alike, horizon);
      calibrations.set(one.calendar.name, calibration);
    }
    const days = options.opening && openDaysOf(one, options.opening, horizon);
    const ahead = days ? onDays(outlooks[index]!, days.ahead, days.mean) : outlooks[index]!;
    return forecastOf(one, ahead, calibration, levels);
  });
}

function openDaysOf({ calendar, start, values }: Series, opening: Opening, horizon: number) {
  const days = openDays(calendar, start, values.length + horizon, opening);
  const past = days.slice(0, values.length);
  const mean = past.reduce((sum, open) => sum + open / past.length, 0);
  if (mean === 0)
    throw new SeriesError('NEVER_OPEN', 'By the weekdays and closures given, no day of the series was open.');
  return { past, ahead: days.slice(values.length), mean };
}

const onDays = (ahead: Outlook, days: readonly number[], mean: number): Outlook => ({
  ...ahead,
  mean: forOpenDays(ahead.mean, days, mean),
  scale: forOpenDays(ahead.scale, days, mean),
});

function forecastOf(
  { id, calendar, start, values, causes }: Series,
  ahead: Outlook,
  calibration: Calibration,
  levels: readonly number[],
): SeriesForecast {
  const totals = pathsOf(ahead, calibration, pathCount).map((path) =>
    path.reduce((sum, value) => sum + value, 0),
  );
  const after = start + values.length;
  return {
    series: id,
    periods: ahead.mean.map((_, step) => calendar.labelOf(after + step)),
    mean: ahead.mean,
    bands: levels.map((level) => bandOf(ahead, calibration, level)),
    total: {
      mean: ahead.mean.reduce((sum, value) => sum + value, 0),
      bands: levels.map((level) => ({ level, ...middleOf(totals, level) })),
    },
    members: ahead.members,
    backtest: ahead.backtest,
    calibratedOn: { series: calibration.series, origins: calibration.origins },
    notes: notesOn(ahead, calibration, causes, calendar, start),
  };
}

const fewOrigins = 20;

function notesOn(
  { backtest }: Outlook,
  calibration: Calibration,
  causes: ReadonlyMap<number, string>,
  calendar: Calendar,
  start: number,
): string[] {
  const notes: string[] = [];
  if (!backtest) notes.push('Too short for a backtest: methods are weighted equally.');
  if (backtest?.worseThanSeasonalNaive)
    notes.push(
      `In backtest, repeating the last season did better: its mean error was ${backtest.seasonalNaiveError.toPrecision(3)}, this forecast's ${backtest.error.toPrecision(3)}.`,
    );
  if (calibration.origins < fewOrigins)
    notes.push(
      `The bands rest on ${calibration.origins} backtests and, for the rest, on the assumption of normal errors.`,
    );
  for (const [index, cause] of causes)
    notes.push(`${calendar.labelOf(start + index)} was replaced by what was to be expected: ${cause}.`);
  return notes;
}
