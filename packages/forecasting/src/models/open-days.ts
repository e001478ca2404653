import type { Calendar } from '../series/calendar.js';

/** When a site is open. */
export interface Opening {
  /** How much of a full day each weekday is, from Monday to Sunday: `[1, 1, 1, 1, 0.5, 0, 0]`. */
  readonly weekdays: readonly number[];
  /** Dates, `2024-12-25`, on which it was or will be closed. */
  readonly closures: ReadonlySet<string>;
}

/**
 * How many days a site is open in each of `count` periods. Periods differ in their working days by up to a tenth, and
 * quantities that are done day by day with them.
 */
export function openDays(
  calendar: Calendar,
  start: number,
  count: number,
  { weekdays, closures }: Opening,
): number[] {
  return Array.from({ length: count }, (_, index) => {
    const end = calendar.firstDayOf(start + index + 1);
    let open = 0;
    for (let day = calendar.firstDayOf(start + index); !day.equals(end); day = day.add({ days: 1 }))
      if (!closures.has(day.toString())) open += weekdays[day.dayOfWeek - 1]!;
    return open;
  });
}

/**
 * Values per average period: each over its open days, times the mean of them (the trading-day adjustment by proportion;
 * Shiskin, Young and Musgrave, The X-11 variant, 1967). A period without an open day keeps its value.
 */
export function perOpenDays(values: readonly number[], open: readonly number[], mean: number): number[] {
  return values.map((value, index) => (open[index]! > 0 ? (value * mean) / open[index]! : value));
}

/** The way back: values for periods with so many open days; 0 where there is none. */
export function forOpenDays(values: readonly number[], open: readonly number[], mean: number): number[] {
  return values.map((value, index) => (value * open[index]!) / mean);
}
