import type { Calendar } from '../calendar.js';
import { SeriesError } from '../errors.js';
import { days } from './days.js';
import { fiscal } from './fiscal.js';
import { months } from './months.js';
import { quarters } from './quarters.js';
import { weeks } from './weeks.js';
import { weeksInQuarters } from './weeks-in-quarters.js';

const forms: readonly [RegExp, (match: RegExpExecArray) => Calendar][] = [
  [/^day$/, () => days],
  [/^week$/, () => weeks],
  [/^month$/, () => months],
  [/^quarter$/, () => quarters],
  [
    /^fiscal-(month|quarter):(\d{1,2})$/,
    ([, part, month]) => fiscal(part as 'month' | 'quarter', monthOf(month!)),
  ],
  [
    /^(4-4-5|4-5-4|5-4-4):(\d{1,2})(?::(last|nearest))?$/,
    ([, pattern, month, ends]) =>
      weeksInQuarters({
        pattern: pattern as '4-4-5' | '4-5-4' | '5-4-4',
        lastMonth: monthOf(month!),
        ends: (ends ?? 'last') as 'last' | 'nearest',
        weekday: 6,
      }),
  ],
];

/**
 * A calendar by name: `day`, `week`, `month`, `quarter`, `fiscal-month:7` and `fiscal-quarter:7` (the year starts in July),
 * `4-4-5:12` or `4-5-4:1:nearest` (the year ends on the last Saturday of December, or on the one nearest to the end of
 * January).
 * @throws {SeriesError} `CALENDAR_UNKNOWN`
 */
export function calendarNamed(name: string): Calendar {
  for (const [pattern, make] of forms) {
    const match = pattern.exec(name);
    if (match) return make(match);
  }
  throw new SeriesError(
    'CALENDAR_UNKNOWN',
    `There is no calendar "${name}". There are day, week, month, quarter, fiscal-month:7, fiscal-quarter:7, 4-4-5:12 and 4-5-4:1:nearest.`,
  );
}

/** The calendar that a label speaks of by itself; a fiscal or 4-4-5 one does not say when its year starts. */
export function calendarOfLabel(label: string): Calendar {
  if (/^\d{4}-\d{2}-\d{2}$/.test(label)) return days;
  if (/^\d{4}-W\d{2}$/.test(label)) return weeks;
  if (/^\d{4}-\d{2}$/.test(label)) return months;
  if (/^\d{4}-Q\d$/.test(label)) return quarters;
  throw new SeriesError(
    'CALENDAR_UNKNOWN',
    `"${label}" does not say which calendar it is of. Write 2024-03-31, 2024-W13, 2024-03 or 2024-Q1, or name the calendar.`,
    undefined,
    label,
  );
}

function monthOf(text: string): number {
  const month = Number(text);
  if (month < 1 || month > 12) throw new SeriesError('CALENDAR_UNKNOWN', `There is no month ${text}.`);
  return month;
}
