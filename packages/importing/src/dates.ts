import { Temporal } from 'temporal-polyfill';

/** How a file writes dates; M and D may have one digit or two, Y two or four. */
export type DateFormat = 'M/D/Y' | 'D/M/Y' | 'D.M.Y' | 'Y-M-D';
export const dateFormats: readonly DateFormat[] = ['M/D/Y', 'D/M/Y', 'D.M.Y', 'Y-M-D'];

/** A date as written: the year may still lack its century. */
export interface WrittenDate {
  readonly year: number;
  readonly twoDigits: boolean;
  readonly month: number;
  readonly day: number;
}

/** Reads the parts of a date; undefined when the text is not of the format. */
export function writtenDate(text: string, format: DateFormat): WrittenDate | undefined {
  const separator = format.includes('/') ? '/' : format.includes('.') ? '.' : '-';
  const parts = text.split(separator);
  if (parts.length !== 3) return undefined;
  const part = (letter: string) => parts[format.split(separator).indexOf(letter)]!;
  const [year, month, day] = [part('Y'), part('M'), part('D')];
  if (!/^(\d{2}|\d{4})$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(day)) return undefined;
  return { year: Number(year), twoDigits: year.length === 2, month: Number(month), day: Number(day) };
}

/** The ISO date of a year, month and day; undefined when the calendar has no such day. */
export function isoDate(year: number, month: number, day: number): string | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The day some years after a day; 29 February becomes 28 where there is none. */
export const yearsAfter = (date: string, years: number): string =>
  Temporal.PlainDate.from(date).add({ years }).toString();

/** The day before a day. */
export const dayBefore = (date: string): string =>
  Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
