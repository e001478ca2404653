import type { Outlook } from '../../combination/outlook.js';
import { type Band, bandOf } from '../../intervals/bands.js';
import { calibrate } from '../../intervals/calibration.js';
import { outlooksOf } from '../outlooks.js';
import type { Row } from '../print.js';
import type { CompetitionSeries } from './competition-file.js';

/** Forecasts of a competition's series, made from their training parts alone. */
export interface FileForecasts {
  readonly outlooks: readonly Outlook[];
  readonly bands: { readonly 0.8: readonly Band[]; readonly 0.95: readonly Band[] };
  /** Over the number of series, in milliseconds: time that passed, and processor time of all threads. */
  readonly millisecondsEach: { readonly passed: number; readonly processor: number };
}

const origins = 4;

/**
 * Forecasts every series. What it is given holds no hold-out, so that nothing can be learnt from it: weights and bands come
 * from backtests within the training parts.
 */
export async function forecastCompetition(
  series: readonly CompetitionSeries[],
  period: number,
  threads?: number,
): Promise<FileForecasts> {
  const horizon = Math.max(...series.map((one) => one.horizon));
  const plan = { horizon, origins };
  const started = performance.now();
  const before = process.cpuUsage();
  const tasks = series.map(({ training }) => ({ values: training, period, plan }));
  const whole = await outlooksOf(tasks, threads);
  const calibration = calibrate(whole, horizon);
  const outlooks = whole.map((one, i) => upTo(one, series[i]!.horizon));
  const bands = {
    0.8: outlooks.map((one) => bandOf(one, calibration, 0.8)),
    0.95: outlooks.map((one) => bandOf(one, calibration, 0.95)),
  };
  const { user, system } = process.cpuUsage(before);
  return {
    outlooks,
    bands,
    millisecondsEach: {
      passed: (performance.now() - started) / series.length,
      processor: (user + system) / 1000 / series.length,
    },
  };
}

const upTo = (one: Outlook, horizon: number): Outlook => ({ ...one, mean: one.mean.slice(0, horizon) });

/** The forecasts as rows `series,step,mean,lo80,hi80,lo95,hi95`, steps from 1. */
export function rowsOf(series: readonly CompetitionSeries[], { outlooks, bands }: FileForecasts): Row[] {
  return series.flatMap(({ id }, i) =>
    outlooks[i]!.mean.map((mean, step) => ({
      series: id,
      step: step + 1,
      mean,
      lo80: bands[0.8][i]!.lower[step]!,
      hi80: bands[0.8][i]!.upper[step]!,
      lo95: bands[0.95][i]!.lower[step]!,
      hi95: bands[0.95][i]!.upper[step]!,
    })),
  );
}
