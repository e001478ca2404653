import { writeFileSync } from 'node:fs';
import {
  type Change,
  type ChangeKind,
  type ChangeReport,
  changeDetector,
  describeChange,
} from '../change/index.js';
import { drawSeries } from '../chart/index.js';
import { SeriesError } from '../series/errors.js';
import type { Series } from '../series/series.js';
import { changeMarks } from './change-marks.js';
import { CliError } from './errors.js';
import { csv, print, table } from './print.js';
import { type FileOptions, readFile } from './read-file.js';

interface Options extends FileOptions {
  readonly format: 'table' | 'json' | 'csv' | 'svg';
  readonly kind?: readonly ChangeKind[];
  readonly top?: number;
  readonly unit?: string;
  readonly out?: string;
}

/** A series in which something was looked for, and what was found. */
interface Searched {
  readonly series: Series;
  readonly report: ChangeReport;
}

/** `changes FILE`: what changed, with date, size, confidence and a sentence. */
export function changes(path: string, options: Options): void {
  const { series, refused } = readFile(path, options);
  const detect = changeDetector();
  const searched: Searched[] = [];
  let short = 0;
  for (const one of series) {
    try {
      searched.push({ series: one, report: detect(one) });
    } catch (error) {
      if (!(error instanceof SeriesError)) throw error;
      process.stderr.write(`left out: ${error.message}\n`);
      short++;
    }
  }
  if (searched.length === 0) throw new CliError(`No series of ${path} is long enough.`, 3);
  const text = render(searched, options);
  if (options.out === undefined) print(text);
  else writeFileSync(options.out, text);
  if (refused + short > 0) process.exitCode = 3;
}

function render(searched: readonly Searched[], options: Options): string {
  const unit = options.unit === undefined ? '' : ` ${options.unit}`;
  if (options.format === 'svg') {
    if (searched.length > 1) throw new CliError('A chart shows one series: choose it with --series.', 2);
    return chartOf(searched[0]!, unit);
  }
  const found = wanted(
    searched.flatMap(({ series, report }) => report.changes.map((change) => ({ series, change }))),
    options,
  );
  const rows = found.map(({ series, change }) => ({
    series: series.id,
    period: periodOf(series, change.at),
    kind: change.kind,
    size: change.size,
    percent: 100 * change.relative,
    confidence: change.confidence,
    from: periodOf(series, change.between[0]),
    until: periodOf(series, change.between[1]),
    sentence: describeChange(change, series, unit),
  }));
  switch (options.format) {
    case 'json':
      return `${JSON.stringify(rows, undefined, 2)}\n`;
    case 'csv':
      return csv(rows);
    case 'table':
      return [
        table(rows.map(({ series, kind, sentence }) => ({ series, kind, sentence }))),
        '',
        `${rows.length} ${rows.length === 1 ? 'change' : 'changes'} in ${searched.length} series.`,
      ].join('\n');
  }
}

function wanted<T extends { change: Change }>(found: readonly T[], { kind, top }: Options): readonly T[] {
  const ofKind = found.filter(({ change }) => kind === undefined || kind.includes(change.kind));
  if (top === undefined) return ofKind;
  return ofKind.toSorted((a, b) => Math.abs(b.change.size) - Math.abs(a.change.size)).slice(0, top);
}

function chartOf({ series, report }: Searched, unit: string): string {
  const { calendar, start, values, id } = series;
  return drawSeries(
    {
      title: id,
      subtitle: `${unit === '' ? '' : `${unit.trim()}, `}by ${calendar.name}`,
      start: start + report.from,
      history: values.slice(report.from),
      expected: report.expected,
      marks: changeMarks(report, series, unit).map((mark) => ({ ...mark, at: mark.at - report.from })),
    },
    calendar,
  );
}

const periodOf = ({ calendar, start }: Series, at: number): string => calendar.labelOf(start + at);
