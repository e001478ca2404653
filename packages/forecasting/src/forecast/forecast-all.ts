import { type BacktestSummary, type Outlook, outlook } from '../combination/outlook.js';
import type { Member } from '../combination/weights.js';
import { type Band, bandOf } from '../intervals/bands.js';
import { type Calibration, calibrate } from '../intervals/calibration.js';
import { middleOf, pathsOf } from '../intervals/paths.js';
import type { Series } from '../series/series.js';
import { notesOn } from './notes.js';
import { type ForecastOptions, levelsOf, planOf } from './options.js';
import { putBack, type Task, tasksOf } from './tasks.js';

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

/**
 * Forecasts series that are alike: of one group, by one calendar. Each is forecast by itself; what their bands promise is
 * learnt from all of them together. Pure and deterministic.
 *
 * @throws {SeriesError} when the horizon or a level is none.
 */
export function forecastAll(series: readonly Series[], options: ForecastOptions = {}): SeriesForecast[] {
  const tasks = tasksOf(series, options);
  return withBands(
    series,
    tasks,
    tasks.map(({ values, period, plan }) => outlook(values, period, plan)),
    options,
  );
}

/** The second half of `forecastAll`, for tasks that were worked out elsewhere. Series of one calendar are pooled. */
export function withBands(
  series: readonly Series[],
  tasks: readonly Task[],
  outlooks: readonly Outlook[],
  options: ForecastOptions = {},
): SeriesForecast[] {
  const calibrations = new Map<string, Calibration>();
  return series.map((one, index) => {
    const { name } = one.calendar;
    let calibration = calibrations.get(name);
    if (!calibration) {
      const alike = outlooks.filter((_, other) => series[other]!.calendar.name === name);
      calibration = calibrate(alike, planOf(one.calendar, options).horizon);
      calibrations.set(name, calibration);
    }
    return forecastOf(one, tasks[index]!, outlooks[index]!, calibration, levelsOf(options));
  });
}

function forecastOf(
  series: Series,
  task: Task,
  found: Outlook,
  calibration: Calibration,
  levels: readonly number[],
): SeriesForecast {
  const ahead = putBack(found, task);
  const totals = pathsOf(ahead, calibration, pathCount).map((path) =>
    path.reduce((sum, value) => sum + value, 0),
  );
  const after = series.start + series.values.length;
  return {
    series: series.id,
    periods: ahead.mean.map((_, step) => series.calendar.labelOf(after + step)),
    mean: ahead.mean,
    bands: levels.map((level) => bandOf(ahead, calibration, level)),
    total: {
      mean: ahead.mean.reduce((sum, value) => sum + value, 0),
      bands: levels.map((level) => ({ level, ...middleOf(totals, level) })),
    },
    members: ahead.members,
    backtest: ahead.backtest,
    calibratedOn: { series: calibration.series, origins: calibration.origins },
    notes: notesOn(series, ahead, calibration, task.lenders),
  };
}
