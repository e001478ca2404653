import type { Calendar } from '../calendar.js';
import { divided, numbersIn, padded } from './label.js';
import { firstDayOfMonth } from './months.js';

/** Calendar quarters, `2024-Q1`. */
export const quarters: Calendar = {
  name: 'quarter',
  season: 4,
  ordinalOf(label) {
    const [year, quarter] = numbersIn(label, /^(\d{4})-Q([1-4])$/, 'quarter', '2024-Q1') as [number, number];
    return year * 4 + quarter - 1;
  },
  labelOf(ordinal) {
    const [year, quarter] = divided(ordinal, 4);
    return `${padded(year, 4)}-Q${quarter + 1}`;
  },
  firstDayOf: (ordinal) => firstDayOfMonth(ordinal * 3),
};
