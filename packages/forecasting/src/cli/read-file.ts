import { readFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { calendarNamed } from '../series/calendars/named.js';
import { type Observation, type ReadSeries, readSeries } from '../series/read-series.js';
import type { Series } from '../series/series.js';
import { CliError } from './errors.js';

/** How a file of series is to be read. */
export interface FileOptions {
  readonly calendar?: string;
  readonly gaps?: 'refuse' | 'zero' | 'fill';
  /** Only the series of this name. */
  readonly series?: string;
}

const needed = ['series', 'period', 'value'];

/**
 * Reads a CSV file with a header and the columns `series,period,value`, in any order, and perhaps `cause`. Series that
 * cannot be used are told on stderr.
 * @throws {CliError} when the file cannot be read, or no series of it can be used.
 */
export function readFile(
  path: string,
  { calendar, gaps, series: only }: FileOptions,
): { series: readonly Series[]; refused: number } {
  const rows = recordsOf(path);
  const missing = needed.filter((column) => rows[0] && !(column in rows[0]));
  if (rows.length === 0) throw new CliError(`${path} has no rows.`);
  if (missing.length > 0)
    throw new CliError(
      `${path} lacks the column ${missing.join(', ')}. It has: ${Object.keys(rows[0]!).join(', ')}. Needed: ${needed.join(', ')}.`,
    );
  const wanted = only === undefined ? rows : rows.filter(({ series }) => series === only);
  if (wanted.length === 0) throw new CliError(`${path} has no series "${only}".`, 2);
  const { series, refused }: ReadSeries = readSeries(wanted as unknown as Observation[], {
    ...(calendar && { calendar: calendarNamed(calendar) }),
    ...(gaps && { gaps }),
  });
  for (const { message } of refused) process.stderr.write(`left out: ${message}\n`);
  if (series.length === 0) throw new CliError(`No series of ${path} can be used.`, 3);
  return { series, refused: refused.length };
}

/** The rows of a CSV file by column. */
function recordsOf(path: string): Record<string, string>[] {
  const text = textOf(path);
  try {
    return parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    if (error instanceof CsvError) throw new CliError(`${path} is no CSV: ${error.message}.`);
    throw error;
  }
}

/** The text of a file. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CliError(`${path} cannot be read: ${(error as Error).message}.`);
  }
}
