import type { Calendar } from './calendar.js';

/** One quantity, observed period after period without a gap. */
export interface Series {
  /** What the series is called, for instance `riverside/revenue`. */
  readonly id: string;
  readonly calendar: Calendar;
  /** The ordinal of the first value's period. */
  readonly start: number;
  /** One finite number a period, oldest first. Units are the caller's; all of one series share them. */
  readonly values: readonly number[];
  /** Values with a known cause that will not come again ("closed for flood"), by their index. */
  readonly causes: ReadonlyMap<number, string>;
}

/** The labels of the periods of a series, in order. */
export function periodsOf({ calendar, start, values }: Series): string[] {
  return values.map((_, index) => calendar.labelOf(start + index));
}
