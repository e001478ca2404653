import { table } from '../print.js';
import type { BandEvaluation, Evaluation } from './evaluate.js';
import { recorded } from './statsforecast.js';

/** What a run of `bench` found. */
export interface BenchReport {
  readonly series: number;
  readonly points: Readonly<Record<string, Evaluation>>;
  readonly bands: Readonly<Record<string, BandEvaluation>>;
  readonly millisecondsEach: { readonly passed: number; readonly processor: number };
  /** Processor time of statsforecast for one series, by method; undefined where it was not run. */
  readonly peer:
    | { readonly version: string; readonly milliseconds: Readonly<Record<string, number>> }
    | undefined;
}

/** A report for people. */
export function readable({ series, points, bands, millisecondsEach, peer }: BenchReport): string {
  const pointRows = Object.entries(points).map(([method, { smape, mase, owa }]) => ({
    method,
    sMAPE: smape.toFixed(3),
    MASE: mase.toFixed(4),
    OWA: owa.toFixed(4),
  }));
  const bandRows = Object.entries(bands).map(([band, { coverage, msis }]) => ({
    band,
    coverage: coverage.toFixed(4),
    MSIS: msis.toFixed(3),
  }));
  const own = millisecondsEach.processor;
  return [
    table(pointRows),
    '',
    table(bandRows),
    '',
    `${series} series, backtests and bands included: ${millisecondsEach.passed.toFixed(2)} ms each, ${own.toFixed(2)} ms of processor time`,
    ...(peer
      ? Object.entries(peer.milliseconds).map(
          ([method, milliseconds]) =>
            `statsforecast ${peer.version} ${method}: ${milliseconds.toFixed(2)} ms of processor time, ${(milliseconds / own).toFixed(1)} times this`,
        )
      : [
          `${recorded.of}: OWA ${Object.entries(recorded.owa)
            .map(([method, owa]) => `${method} ${owa}`)
            .join(', ')}`,
          'Run it beside this with --python, a Python that has statsforecast 2.1.1.',
        ]),
  ].join('\n');
}
