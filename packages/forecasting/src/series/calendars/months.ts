import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../calendar.js';
import { divided, labelError, numbersIn, padded } from './label.js';

/** Calendar months, `2024-03`. */
export const months: Calendar = {
  name: 'month',
  season: 12,
  ordinalOf(label) {
    const [year, month] = numbersIn(label, /^(\d{4})-(\d{2})$/, 'month', '2024-03') as [number, number];
    if (month < 1 || month > 12) throw labelError(label, 'month', 'a year has the months 01 to 12');
    return year * 12 + month - 1;
  },
  labelOf(ordinal) {
    const [year, month] = divided(ordinal, 12);
    return `${padded(year, 4)}-${padded(month + 1, 2)}`;
  },
  firstDayOf: firstDayOfMonth,
};

/** The first day of the month with this ordinal: 12 times the year, plus 0 for January to 11 for December. */
export function firstDayOfMonth(ordinal: number): Temporal.PlainDate {
  const [year, month] = divided(ordinal, 12);
  return Temporal.PlainDate.from({ year, month: month + 1, day: 1 });
}
