import type { Calendar } from '../series/calendar.js';
import { SeriesError } from '../series/errors.js';

/** When a site is open. */
export interface Opening {
  /** How much of a full day each weekday is, from Monday to Sunday: `[1, 1, 1, 1, 0.5, 0, 0]`. */
  readonly weekdays: readonly number[];
  /** Dates, `2024-12-25`, on which it was or will be closed. */
  readonly closures: ReadonlySet<string>;
}

/** How many days a site is open in each of `count` periods from `start` on. */
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
 * Open days over their mean in the past, for `past` periods and `ahead` more. Periods differ in their working days by up to
 * a tenth, and quantities that are done day by day with them: divided by these factors they compare (the trading-day
 * adjustment by proportion; Shiskin, Young and Musgrave, The X-11 variant, 1967).
 *
 * @throws {SeriesError} `NEVER_OPEN` when there was no open day at all.
 */
export function openDayFactors(
  calendar: Calendar,
  start: number,
  { past, ahead }: { past: number; ahead: number },
  opening: Opening,
): number[] {
  const days = openDays(calendar, start, past + ahead, opening);
  const mean = days.slice(0, past).reduce((sum, open) => sum + open / past, 0);
  if (mean === 0)
    throw new SeriesError('NEVER_OPEN', 'By the weekdays and closures given, no day of the series was open.');
  return days.map((open) => open / mean);
}
