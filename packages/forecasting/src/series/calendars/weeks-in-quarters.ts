import type { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../calendar.js';
import { dayOf, ordinalOfDay } from './days.js';
import { divided, labelError, numbersIn, padded } from './label.js';
import { firstDayOfMonth } from './months.js';

/** A year of 52 or 53 whole weeks, cut into twelve periods. */
export interface WeeksInQuarters {
  /** How many weeks the three periods of a quarter have. A 53rd week goes to the last period of the year. */
  readonly pattern: '4-4-5' | '4-5-4' | '5-4-4';
  /** The month in which the year ends, or near whose end it does: 1 for January to 12 for December. */
  readonly lastMonth: number;
  /** The year ends on the last such weekday of that month, or on the one nearest to its end. */
  readonly ends: 'last' | 'nearest';
  /** The weekday on which every week ends: 1 for Monday to 7 for Sunday. */
  readonly weekday: number;
}

/**
 * The 4-4-5 calendar and its kin: `FY2024-P05`. Periods of a year are as long in the next, so that months compare. A year
 * has the name of the calendar year of the month near whose end it ends.
 */
export function weeksInQuarters({ pattern, lastMonth, ends, weekday }: WeeksInQuarters): Calendar {
  const name = `${pattern} period`;
  const weeks = pattern.split('-').map(Number);
  const starts = Array.from({ length: 12 }, (_, period) =>
    Array.from({ length: period }, (_, before) => weeks[before % 3]! * 7).reduce(
      (sum, days) => sum + days,
      0,
    ),
  );
  const lastDayOf = (year: number): number => {
    const monthEnd = ordinalOfDay(firstDayOfMonth(year * 12 + lastMonth)) - 1;
    const back = (dayOf(monthEnd).dayOfWeek - weekday + 7) % 7;
    return ends === 'nearest' && back > 3 ? monthEnd - back + 7 : monthEnd - back;
  };
  const firstDay = (ordinal: number): Temporal.PlainDate => {
    const [year, period] = divided(ordinal, 12);
    return dayOf(lastDayOf(year - 1) + 1 + starts[period]!);
  };
  return {
    name,
    season: 12,
    ordinalOf(label) {
      const [year, period] = numbersIn(label, /^FY(\d{4})-P(\d{2})$/, name, 'FY2024-P05') as [number, number];
      if (period < 1 || period > 12) throw labelError(label, name, 'a year has the periods 01 to 12');
      return year * 12 + period - 1;
    },
    labelOf(ordinal) {
      const [year, period] = divided(ordinal, 12);
      return `FY${padded(year, 4)}-P${padded(period + 1, 2)}`;
    },
    firstDayOf: firstDay,
  };
}
