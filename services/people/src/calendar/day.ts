import { Temporal } from 'temporal-polyfill';

/** Before every day: where the time of a fact without a beginning starts. */
export const BEGINNING = '0000-01-01';

/** After every day: where the time of a fact without an end stops. */
export const FOREVER = '9999-12-31';

/** Whether a text is a day of the calendar, written as ISO 8601 does: 2018-02-28 is, 2018-02-30 is not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text <= BEGINNING || text >= FOREVER) return false;
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The day before a day. */
export const dayBefore = (day: string): string =>
  Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();

/** The first day of a month (`2018-11`). */
export const firstDayOf = (month: string): string => `${month}-01`;

/** The last day of a month (`2018-11`). */
export const lastDayOf = (month: string): string => {
  const { year, month: number, daysInMonth } = Temporal.PlainYearMonth.from(month);
  return Temporal.PlainDate.from({ year, month: number, day: daysInMonth }).toString();
};

/** The month of a day: `2018-11` of `2018-11-11`. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** The months from one to another, both included; none when they are the wrong way round. */
export function monthsBetween(from: string, to: string): string[] {
  const count = Temporal.PlainYearMonth.from(from).until(to, { largestUnit: 'months' }).months + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    Temporal.PlainYearMonth.from(from).add({ months: index }).toString(),
  );
}

/** The day of an instant, in UTC. */
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);
