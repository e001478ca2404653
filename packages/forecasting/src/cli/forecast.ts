import { writeFileSync } from 'node:fs';
import { detectChanges } from '../change/index.js';
import { drawSeries, type Mark } from '../chart/index.js';
import { type SeriesForecast, withBands } from '../forecast/forecast-all.js';
import type { ForecastOptions } from '../forecast/options.js';
import { tasksOf } from '../forecast/tasks.js';
import { SeriesError } from '../series/errors.js';
import type { Series } from '../series/series.js';
import { changeMarks } from './change-marks.js';
import { CliError } from './errors.js';
import { type OpeningOptions, openingOf } from './opening.js';
import { outlooksOf } from './outlooks.js';
import { csv, print, type Row, table } from './print.js';
import { type FileOptions, readFile } from './read-file.js';

interface Options extends FileOptions, OpeningOptions, Omit<ForecastOptions, 'opening'> {
  readonly format: 'table' | 'json' | 'csv' | 'svg';
  readonly out?: string;
  readonly threads?: number;
}

/** `forecast FILE`: what will happen, with bands. One series alone is shown, but bands are learnt from all of the file. */
export async function forecast(path: string, { series: only, ...options }: Options): Promise<void> {
  const { series, refused } = readFile(path, options);
  const wanted = { ...options, ...openingOf(options) };
  const tasks = tasksOf(series, wanted);
  const forecasts = withBands(series, tasks, await outlooksOf(tasks, options.threads), wanted);
  const shown = series.flatMap(({ id }, index) => (only === undefined || id === only ? [index] : []));
  if (shown.length === 0) throw new CliError(`${path} has no series "${only}" that can be used.`, 2);
  const text = render(
    shown.map((index) => series[index]!),
    shown.map((index) => forecasts[index]!),
    options.format,
  );
  if (options.out) writeFileSync(options.out, text);
  else print(text);
  if (refused > 0) process.exitCode = 3;
}

function render(
  series: readonly Series[],
  forecasts: readonly SeriesForecast[],
  format: Options['format'],
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(forecasts, undefined, 2)}\n`;
    case 'csv':
      return csv(forecasts.flatMap((one) => rowsOf(one).map((row) => ({ series: one.series, ...row }))));
    case 'svg': {
      if (forecasts.length > 1) throw new CliError('A chart shows one series: choose it with --series.', 2);
      return chartOf(series[0]!, forecasts[0]!);
    }
    case 'table':
      return forecasts.map(readable).join('\n');
  }
}

function rowsOf({ periods, mean, bands }: SeriesForecast): Row[] {
  return periods.map((period, step) => ({
    period,
    mean: mean[step]!,
    ...Object.fromEntries(
      bands.flatMap(({ level, lower, upper }) => [
        [`lo${percent(level)}`, lower[step]!],
        [`hi${percent(level)}`, upper[step]!],
      ]),
    ),
  }));
}

function readable(one: SeriesForecast): string {
  const total: Row = {
    period: 'total',
    mean: one.total.mean,
    ...Object.fromEntries(
      one.total.bands.flatMap(({ level, lower, upper }) => [
        [`lo${percent(level)}`, lower],
        [`hi${percent(level)}`, upper],
      ]),
    ),
  };
  const members = one.members
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ method, weight }) => `${method} ${percent(weight)} %`);
  return [
    one.series,
    table([...rowsOf(one), total]),
    `combined of: ${members.join(', ')}`,
    ...one.notes,
    '',
  ].join('\n');
}

function chartOf(series: Series, { mean, bands, notes }: SeriesForecast): string {
  const { id, calendar, start, values } = series;
  return drawSeries(
    {
      title: id,
      ...(notes[0] && { subtitle: notes[0] }),
      start,
      history: values,
      forecast: { mean, bands },
      marks: marksOf(series),
    },
    calendar,
  );
}

/** What changed in the history; nothing where it is too short to tell. */
function marksOf(series: Series): Mark[] {
  try {
    return changeMarks(detectChanges(series), series);
  } catch (error) {
    if (error instanceof SeriesError && error.code === 'SERIES_SHORT') return [];
    throw error;
  }
}

const percent = (share: number): string => String(Math.round(share * 1000) / 10);
