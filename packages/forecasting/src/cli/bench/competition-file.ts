import { CsvError, parse } from 'csv-parse/sync';
import { CliError } from '../errors.js';

/** A series of a competition: what may be looked at, and how much is asked. */
export interface CompetitionSeries {
  readonly id: string;
  /** The values up to the hold-out. Nothing that forecasts is ever given more. */
  readonly training: readonly number[];
  readonly horizon: number;
}

/** A file in the shape of the M3 competition, cut in two. */
export interface CompetitionFile {
  readonly series: readonly CompetitionSeries[];
  /** After how many values the season comes again. */
  readonly period: number;
  /** What came after the training part, by series; empty where the file does not have it. */
  readonly holdOut: readonly (readonly number[])[];
}

const columnsBefore = 6;
const periods: Readonly<Record<string, number>> = { month: 12, quarter: 4, year: 1 };

/** What history a series has to have left when a file is put back. */
const seasonsLeft = 4;

/**
 * The file as it was `values` earlier: the hold-outs are cut off, and what came before them is held out instead. Choices are
 * made on files put back, so that a hold-out is left to measure them. Series that have not four seasons left are dropped.
 */
export function putBack({ series, period }: CompetitionFile, values: number): CompetitionFile {
  const left = series.filter(({ training }) => training.length - values >= seasonsLeft * period);
  return {
    period,
    series: left.map((one) => ({ ...one, training: one.training.slice(0, one.training.length - values) })),
    holdOut: left.map(({ training, horizon }) => {
      const from = training.length - values;
      return training.slice(from, from + horizon);
    }),
  };
}

/**
 * Reads a file of the M3 shape: the columns `Series,N,NF,Category,Starting Year,Starting Month`, then N values, of which
 * the last NF are the hold-out.
 * @param period the season's length where the header does not say it.
 * @throws {CliError} naming the line and what is wrong with it.
 */
export function parseCompetition(text: string, path: string, period?: number): CompetitionFile {
  const [header, ...rows] = cellsOf(text, path);
  if (header?.[0] !== 'Series' || header[1] !== 'N' || header[2] !== 'NF')
    throw new CliError(`${path} is not of the M3 shape: its header has to start with Series,N,NF.`);
  const unit = header[5]?.replace('Starting ', '').toLowerCase() ?? '';
  const season = period ?? periods[unit];
  if (!season) throw new CliError(`${path} does not say how long a season is: give it with --season.`);
  const read = rows.map((row, index) => readRow(row, `${path}, line ${index + 2}`));
  return {
    series: read.map(({ id, horizon, values, length }) => ({
      id,
      horizon,
      training: values.slice(0, length - horizon),
    })),
    period: season,
    holdOut: read.map(({ horizon, values, length }) => values.slice(length - horizon)),
  };
}

function cellsOf(text: string, path: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true, trim: true });
  } catch (error) {
    if (error instanceof CsvError) throw new CliError(`${path} is no CSV: ${error.message}.`);
    throw error;
  }
}

function readRow(row: readonly string[], place: string) {
  const [id, n, nf] = row;
  const [length, horizon] = [Number(n), Number(nf)];
  if (!id || !Number.isInteger(length) || !Number.isInteger(horizon) || horizon < 1 || length <= horizon)
    throw new CliError(
      `${place}: a series needs a name, N and NF with N > NF > 0; here are "${id}", "${n}", "${nf}".`,
    );
  const cells = row.slice(columnsBefore, columnsBefore + length);
  while (cells.at(-1) === '') cells.pop();
  const values = cells.map((cell, at) => {
    const value = Number(cell);
    if (cell === '' || !Number.isFinite(value))
      throw new CliError(`${place}, value ${at + 1} of ${id}: "${cell}" is no number.`);
    return value;
  });
  if (values.length !== length && values.length !== length - horizon)
    throw new CliError(
      `${place}: ${id} is to have ${length} values, or ${length - horizon} without its hold-out; it has ${values.length}.`,
    );
  return { id, length, horizon, values };
}
