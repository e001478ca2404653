import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../calendar.js';
import { labelError } from './label.js';

const epoch = Temporal.PlainDate.from('1970-01-01');

/** Days, `2024-03-31`; the pattern of the week comes again after 7. Ordinals count from 1970-01-01. */
export const days: Calendar = {
  name: 'day',
  season: 7,
  ordinalOf: (label) => ordinalOfDay(dateOf(label, 'day')),
  labelOf: (ordinal) => dayOf(ordinal).toString(),
  firstDayOf: dayOf,
};

/** The date on which day `ordinal` falls. */
export function dayOf(ordinal: number): Temporal.PlainDate {
  return epoch.add({ days: ordinal });
}

/** The ordinal of a date, as a day. */
export function ordinalOfDay(date: Temporal.PlainDate): number {
  return epoch.until(date).days;
}

/** @throws {SeriesError} `LABEL_INVALID` when it is no date. */
export function dateOf(label: string, calendar: string): Temporal.PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(label))
    throw labelError(label, calendar, 'expected for instance 2024-03-31');
  try {
    return Temporal.PlainDate.from(label, { overflow: 'reject' });
  } catch {
    throw labelError(label, calendar, 'there is no such day');
  }
}
