import type { Outlook } from '../combination/outlook.js';
import { tasksOf } from '../forecast/tasks.js';
import type { Series } from '../series/series.js';
import { type OpeningOptions, openingOf } from './opening.js';
import { outlooksOf } from './outlooks.js';
import { csv, print, type Row, table } from './print.js';
import { type FileOptions, readFile } from './read-file.js';

interface Options extends FileOptions, OpeningOptions {
  readonly format: 'table' | 'json' | 'csv';
  readonly horizon?: number;
  readonly origins?: number;
  readonly threads?: number;
}

/** `backtest FILE`: how forecasts from the past would have done. */
export async function backtest(path: string, options: Options): Promise<void> {
  const { series, refused } = readFile(path, options);
  const wanted = { ...options, ...openingOf(options) };
  const tasks = tasksOf(series, wanted);
  const started = performance.now();
  const outlooks = await outlooksOf(tasks, options.threads);
  const seconds = (performance.now() - started) / 1000;
  const rows = series.map((one, i) => rowOf(one, outlooks[i]!));
  if (options.format === 'json')
    print(
      JSON.stringify(
        series.map(({ id }, i) => ({ series: id, ...outlooks[i]!.backtest, members: outlooks[i]!.members })),
        undefined,
        2,
      ),
    );
  else print(options.format === 'csv' ? csv(rows) : `${table(rows)}\n\n${summary(outlooks)}`);
  process.stderr.write(`${series.length} series in ${seconds.toFixed(1)} s\n`);
  if (refused > 0) process.exitCode = 3;
}

function rowOf({ id, values }: Series, { backtest, members }: Outlook): Row {
  const best = members.toSorted((a, b) => (a.relativeError ?? 1) - (b.relativeError ?? 1))[0]!;
  return {
    series: id,
    values: values.length,
    origins: backtest?.origins ?? 0,
    error: backtest?.error ?? '',
    'seasonal naive': backtest?.seasonalNaiveError ?? '',
    'best method': best.method,
    worse: backtest?.worseThanSeasonalNaive ? 'worse than seasonal naive' : '',
  };
}

/** The methods over all series: their mean error against the members' mean. */
function summary(outlooks: readonly Outlook[]): string {
  const errors = new Map<string, number[]>();
  for (const { members } of outlooks)
    for (const { method, relativeError } of members)
      if (relativeError !== undefined) errors.set(method, [...(errors.get(method) ?? []), relativeError]);
  const rows = [...errors].map(([method, all]) => ({
    method,
    series: all.length,
    'relative error': Number((all.reduce((sum, error) => sum + error, 0) / all.length).toFixed(3)),
  }));
  const tried = outlooks.filter(({ backtest }) => backtest);
  const worse = tried.filter(({ backtest }) => backtest!.worseThanSeasonalNaive).length;
  return `${table(rows)}\n\nworse than seasonal naive: ${worse} of ${tried.length} series`;
}
