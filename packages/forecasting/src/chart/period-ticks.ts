import type { Calendar } from '../series/index.js';

/** A label under the axis. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

const most = 12;

/**
 * Labels for periods: years where there are three or more of them, else months (with the year in January), at most twelve, evenly thinned.
 * @param start the ordinal of the first period
 */
export function periodTicks(calendar: Calendar, start: number, length: number): Tick[] {
  const days = Array.from({ length }, (_, at) => calendar.firstDayOf(start + at));
  const firsts = (unit: 'year' | 'month') =>
    days.flatMap((day, at) => {
      const before = days[at - 1] ?? calendar.firstDayOf(start - 1);
      return before.year !== day.year || (unit === 'month' && before.month !== day.month)
        ? [{ at, day }]
        : [];
    });
  const years = firsts('year');
  if (years.length >= 3) return thinned(years).map(({ at, day }) => ({ at, label: String(day.year) }));
  const months = firsts('month');
  return thinned(months).map(({ at, day }, i) => {
    const month = monthNames[day.month - 1]!;
    return { at, label: i === 0 || day.month === 1 ? `${month} ${day.year}` : month };
  });
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const thinned = <T>(all: readonly T[]): T[] => {
  const every = Math.ceil(all.length / most);
  return all.filter((_, i) => i % every === 0);
};
