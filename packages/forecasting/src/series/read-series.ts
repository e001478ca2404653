import type { Calendar } from './calendar.js';
import { calendarOfLabel } from './calendars/named.js';
import { SeriesError } from './errors.js';
import { filled } from './fill.js';
import type { Series } from './series.js';

/** One value as it comes from outside. */
export interface Observation {
  readonly series: string;
  /** A label of the calendar, for instance `2024-03`. */
  readonly period: string;
  /** A number, or text that reads as one. */
  readonly value: number | string;
  /** Why the value is out of the ordinary and will not come again, for instance "closed for flood". */
  readonly cause?: string | undefined;
}

/** How observations become series. */
export interface ReadOptions {
  /** Which calendar the labels are of; if not given, the first label says. */
  readonly calendar?: Calendar;
  /** What a period without a value means: a mistake, nothing (0), or unknown (filled in between). Default: a mistake. */
  readonly gaps?: 'refuse' | 'zero' | 'fill';
}

/** Series that can be forecast, and what is wrong with the others. */
export interface ReadSeries {
  readonly series: readonly Series[];
  /** One error for each series that is refused, the first that was found. */
  readonly refused: readonly SeriesError[];
}

/**
 * Puts observations together to series, in the order in which their names first appear; rows may be in any order. A series
 * with a bad label, a bad value, a repeated period or a gap is refused whole, and the error says which and why. Values
 * with a cause are kept apart: a series has what would have been expected in their place.
 */
export function readSeries(
  rows: Iterable<Observation>,
  { calendar, gaps = 'refuse' }: ReadOptions = {},
): ReadSeries {
  const bySeries = new Map<string, Observation[]>();
  for (const row of rows) {
    const known = bySeries.get(row.series);
    if (known) known.push(row);
    else bySeries.set(row.series, [row]);
  }
  const series: Series[] = [];
  const refused: SeriesError[] = [];
  for (const [id, observations] of bySeries) {
    try {
      series.push(seriesOf(id, observations, calendar ?? calendarOfLabel(observations[0]!.period), gaps));
    } catch (error) {
      if (!(error instanceof SeriesError)) throw error;
      refused.push(new SeriesError(error.code, `${id}: ${error.message}`, id, error.period));
    }
  }
  return { series, refused };
}

function seriesOf(
  id: string,
  observations: readonly Observation[],
  calendar: Calendar,
  gaps: 'refuse' | 'zero' | 'fill',
): Series {
  const byOrdinal = new Map<number, { value: number; cause: string | undefined }>();
  for (const { period, value, cause } of observations) {
    const ordinal = calendar.ordinalOf(period);
    if (byOrdinal.has(ordinal))
      throw new SeriesError('PERIOD_REPEATED', `${period} has two values. Give one a period.`, id, period);
    byOrdinal.set(ordinal, { value: numberOf(value, period, id), cause: cause?.trim() || undefined });
  }
  const ordinals = [...byOrdinal.keys()].sort((a, b) => a - b);
  const start = ordinals[0]!;
  const length = ordinals.at(-1)! - start + 1;
  const values: number[] = [];
  const causes = new Map<number, string>();
  const missing = new Set<number>();
  for (let index = 0; index < length; index++) {
    const entry = byOrdinal.get(start + index);
    if (entry?.cause) causes.set(index, entry.cause);
    if (!entry && gaps === 'refuse')
      throw new SeriesError(
        'SERIES_GAP',
        `${calendar.labelOf(start + index)} has no value. Give one, or say that gaps mean zero or are to be filled.`,
        id,
        calendar.labelOf(start + index),
      );
    if (!entry && gaps === 'fill') missing.add(index);
    values.push(entry?.value ?? 0);
  }
  const replaced = new Set([...missing, ...causes.keys()]);
  if (replaced.size === values.length)
    throw new SeriesError(
      'SERIES_EMPTY',
      'every value has a cause of its own, so nothing is left to forecast from.',
      id,
    );
  return { id, calendar, start, values: filled(values, replaced, calendar.season), causes };
}

function numberOf(value: number | string, period: string, series: string): number {
  const text = typeof value === 'string' ? value.trim() : value;
  const number = text === '' ? Number.NaN : Number(text);
  if (Number.isFinite(number)) return number;
  const reason = text === '' ? 'it is empty' : Number.isNaN(number) ? 'it is no number' : 'it is not finite';
  throw new SeriesError(
    'VALUE_INVALID',
    `the value "${value}" of ${period} cannot be used: ${reason}.`,
    series,
    period,
  );
}
