import type { Calendar } from '../calendar.js';
import { dateOf, dayOf, ordinalOfDay } from './days.js';
import { labelError, padded } from './label.js';

const daysToFirstMonday = 4;

/**
 * Weeks from Monday to Sunday, `2024-W09` by ISO 8601 or the date of the Monday; a year's pattern comes again after 52,
 * now and then a week late.
 */
export const weeks: Calendar = {
  name: 'week',
  season: 52,
  ordinalOf(label) {
    const match = /^(\d{4})-W(\d{2})$/.exec(label);
    if (!match) {
      const date = dateOf(label, 'week');
      if (date.dayOfWeek !== 1) throw labelError(label, 'week', 'it is a date, but no Monday');
      return weekOf(ordinalOfDay(date));
    }
    const [year, week] = [Number(match[1]), Number(match[2])];
    const first = weekOf(ordinalOfDay(dateOf(`${match[1]}-01-04`, 'week')));
    if (week < 1 || isoYearOf(first + week - 1) !== year)
      throw labelError(label, 'week', `${year} has no such week`);
    return first + week - 1;
  },
  labelOf(ordinal) {
    const thursday = dayOf(firstDayOf(ordinal) + 3);
    return `${padded(thursday.year, 4)}-W${padded(Math.ceil(thursday.dayOfYear / 7), 2)}`;
  },
  firstDayOf: (ordinal) => dayOf(firstDayOf(ordinal)),
};

/** Week 0 starts on Monday 1970-01-05. */
const weekOf = (day: number): number => Math.floor((day - daysToFirstMonday) / 7);
const firstDayOf = (week: number): number => daysToFirstMonday + 7 * week;
const isoYearOf = (week: number): number => dayOf(firstDayOf(week) + 3).year;
