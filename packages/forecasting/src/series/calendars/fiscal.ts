import type { Calendar } from '../calendar.js';
import { divided, labelError, numbersIn, padded } from './label.js';
import { firstDayOfMonth } from './months.js';

/**
 * Months or quarters of a fiscal year that starts with a given month: `FY2024-M03`, `FY2024-Q1`. A fiscal year has the
 * name of the calendar year in which it ends.
 *
 * @param firstMonth 1 for January to 12 for December.
 */
export function fiscal(part: 'month' | 'quarter', firstMonth: number): Calendar {
  const [season, letter, length] = part === 'month' ? [12, 'M', 1] : [4, 'Q', 3];
  const name = `fiscal ${part}`;
  const startsYearBefore = firstMonth > 1 ? 1 : 0;
  return {
    name,
    season,
    ordinalOf(label) {
      const pattern = new RegExp(`^FY(\\d{4})-${letter}(\\d{1,2})$`);
      const [year, number] = numbersIn(
        label,
        pattern,
        name,
        `FY2024-${letter}${part === 'month' ? '03' : '1'}`,
      ) as [number, number];
      if (number < 1 || number > season) throw labelError(label, name, `a year has ${season} of them`);
      return year * season + number - 1;
    },
    labelOf(ordinal) {
      const [year, number] = divided(ordinal, season);
      return `FY${padded(year, 4)}-${letter}${part === 'month' ? padded(number + 1, 2) : number + 1}`;
    },
    firstDayOf(ordinal) {
      const [year, number] = divided(ordinal, season);
      return firstDayOfMonth((year - startsYearBefore) * 12 + firstMonth - 1 + number * length);
    },
  };
}
