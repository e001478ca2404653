import { writeFileSync } from 'node:fs';
import { seasonalNaive } from '../../models/naive.js';
import { naive2 } from '../../models/naive2.js';
import { CliError } from '../errors.js';
import { csv, print } from '../print.js';
import { textOf } from '../read-file.js';
import { type CompetitionFile, parseCompetition, putBack } from './competition-file.js';
import { type Evaluation, evaluate, evaluateBands } from './evaluate.js';
import { type FileForecasts, forecastCompetition, rowsOf } from './forecast-file.js';
import { type BenchReport, readable } from './report.js';
import { type PeerForecasts, runStatsforecast } from './statsforecast.js';

interface Options {
  readonly out?: string;
  readonly season?: number;
  readonly threads?: number;
  readonly back?: number;
  readonly python?: string;
  readonly json?: boolean;
}

/** `bench FILE`: forecasts the series of a competition, and says what the forecasts were worth. */
export async function bench(
  path: string,
  { out, season, threads, back, python, json }: Options,
): Promise<void> {
  const whole = parseCompetition(textOf(path), path, season);
  const file = back ? putBack(whole, back) : whole;
  if (file.series.length === 0) throw new CliError(`No series of ${path} reaches so far back.`);
  const forecasts = await forecastCompetition(file.series, file.period, threads);
  if (out) writeFileSync(out, csv(rowsOf(file.series, forecasts)));
  const missing = file.holdOut.filter((values) => values.length === 0).length;
  if (missing > 0) {
    print(
      `${file.series.length} series forecast; ${missing} have no hold-out in ${path}, so nothing is evaluated.`,
    );
    return;
  }
  const report = reportOf(file, forecasts, python ? runStatsforecast(python, file) : undefined);
  print(json ? JSON.stringify(report, undefined, 2) : readable(report));
}

function reportOf(
  file: CompetitionFile,
  { outlooks, bands, millisecondsEach }: FileForecasts,
  peer: PeerForecasts | undefined,
): BenchReport {
  const by = (method: (training: readonly number[], period: number, horizon: number) => number[]) =>
    file.series.map(({ training, horizon }) => method(training, file.period, horizon));
  return {
    series: file.series.length,
    points: {
      'this forecast': evaluate(
        file,
        outlooks.map(({ mean }) => mean),
      ),
      Naive2: evaluate(file, by(naive2)),
      'seasonal naive': evaluate(file, by(seasonalNaive)),
      ...(peer && pointsOf(file, peer)),
    },
    bands: {
      'this forecast, 80 %': evaluateBands(file, bands[0.8]),
      'this forecast, 95 %': evaluateBands(file, bands[0.95]),
      ...(peer && bandsOf(file, peer)),
    },
    millisecondsEach,
    peer: peer && {
      version: peer.version,
      milliseconds: Object.fromEntries(
        Object.entries(peer.methods).map(([method, { milliseconds }]) => [method, milliseconds]),
      ),
    },
  };
}

function pointsOf(file: CompetitionFile, { version, methods }: PeerForecasts): Record<string, Evaluation> {
  const all = Object.values(methods).map(({ forecasts }) => forecasts);
  const mean = file.series.map(({ horizon }, i) =>
    Array.from({ length: horizon }, (_, step) =>
      all.reduce((sum, forecasts) => sum + forecasts[i]![step]! / all.length, 0),
    ),
  );
  return {
    ...Object.fromEntries(
      Object.entries(methods).map(([method, { forecasts }]) => [
        `statsforecast ${version} ${method}`,
        evaluate(file, forecasts),
      ]),
    ),
    [`statsforecast ${version} mean of these`]: evaluate(file, mean),
  };
}

const bandsOf = (file: CompetitionFile, { version, methods }: PeerForecasts) =>
  Object.fromEntries(
    Object.entries(methods).flatMap(([method, { bands }]) =>
      Object.entries(bands).map(([percent, all]) => [
        `statsforecast ${version} ${method}, ${percent} %`,
        evaluateBands(
          file,
          all.map((band) => ({ level: Number(percent) / 100, ...band })),
        ),
      ]),
    ),
  );
