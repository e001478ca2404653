import { writeFileSync } from 'node:fs';
import { seasonalNaive } from '../../models/naive.js';
import { naive2 } from '../../models/naive2.js';
import { csv, print, type Row, table } from '../print.js';
import { textOf } from '../read-file.js';
import { type CompetitionFile, parseCompetition } from './competition-file.js';
import { evaluate, evaluateBands } from './evaluate.js';
import { type FileForecasts, forecastCompetition, rowsOf } from './forecast-file.js';

interface Options {
  readonly out?: string;
  readonly season?: number;
  readonly threads?: number;
  readonly json?: boolean;
}

/** `bench FILE`: forecasts the series of a competition, and says what the forecasts were worth. */
export async function bench(path: string, { out, season, threads, json }: Options): Promise<void> {
  const file = parseCompetition(textOf(path), path, season);
  const forecasts = await forecastCompetition(file.series, file.period, threads);
  if (out) writeFileSync(out, csv(rowsOf(file.series, forecasts)));
  const missing = file.holdOut.filter((values) => values.length === 0).length;
  if (missing > 0) {
    print(
      `${file.series.length} series forecast; ${missing} have no hold-out in ${path}, so nothing is evaluated.`,
    );
    return;
  }
  const report = reportOf(file, forecasts);
  print(json ? JSON.stringify(report, undefined, 2) : readable(report, file.series.length));
}

function reportOf(file: CompetitionFile, { outlooks, bands, millisecondsEach }: FileForecasts) {
  const by = (method: (training: readonly number[], period: number, horizon: number) => number[]) =>
    file.series.map(({ training, horizon }) => method(training, file.period, horizon));
  return {
    methods: {
      'this forecast': evaluate(
        file,
        outlooks.map(({ mean }) => mean),
      ),
      Naive2: evaluate(file, by(naive2)),
      'seasonal naive': evaluate(file, by(seasonalNaive)),
    },
    bands: { '80 %': evaluateBands(file, bands[0.8]), '95 %': evaluateBands(file, bands[0.95]) },
    millisecondsEach,
  };
}

function readable({ methods, bands, millisecondsEach }: ReturnType<typeof reportOf>, count: number): string {
  const points: Row[] = Object.entries(methods).map(([method, { smape, mase, owa }]) => ({
    method,
    sMAPE: smape.toFixed(3),
    MASE: mase.toFixed(4),
    OWA: owa.toFixed(4),
  }));
  const intervals: Row[] = Object.entries(bands).map(([band, { coverage, msis }]) => ({
    band,
    coverage: coverage.toFixed(4),
    MSIS: msis.toFixed(3),
  }));
  return [
    table(points),
    '',
    table(intervals),
    '',
    `${count} series, ${millisecondsEach.toFixed(2)} ms each, backtests and bands included`,
  ].join('\n');
}
