import type { Temporal } from 'temporal-polyfill';

/**
 * Counts periods: every period has an ordinal, and the next period has the next ordinal. A series is a first ordinal and
 * values from there on, whatever the length of its periods.
 */
export interface Calendar {
  /** The kind of period, as a person would say it. */
  readonly name: string;
  /** After how many periods a pattern of the year (of the week, for days) comes again: 12, 4, 52 or 7. */
  readonly season: number;
  /**
   * The ordinal of a period by its label, for instance `2024-03`.
   * @throws {SeriesError} `LABEL_INVALID` when the label is none of this calendar.
   */
  ordinalOf(label: string): number;
  /** The label of a period by its ordinal: the inverse of `ordinalOf`. */
  labelOf(ordinal: number): string;
  /** The first day of a period; the period ends on the day before the next one's. */
  firstDayOf(ordinal: number): Temporal.PlainDate;
}
