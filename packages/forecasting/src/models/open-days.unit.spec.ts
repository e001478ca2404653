import { describe, expect, it } from 'vitest';
import { calendarNamed } from '../series/calendars/named.js';
import { openDayFactors, openDays } from './open-days.js';

const months = calendarNamed('month');
const start = months.ordinalOf('2024-02');
const opening = { weekdays: [1, 1, 1, 1, 0.5, 0, 0], closures: new Set(['2024-03-29', '2024-03-30']) };

describe('open days', () => {
  it('are counted by weekday, without closures', () => {
    // February 2024 has 17 days from Monday to Thursday and 4 Fridays; March 16 and 5, one of which is closed.
    expect(openDays(months, start, 2, opening)).toEqual([19, 18]);
  });

  it('make factors around 1, by the past alone', () => {
    const factors = openDayFactors(months, start, { past: 2, ahead: 1 }, opening);
    expect(factors.slice(0, 2)).toEqual([19 / 18.5, 18 / 18.5]);
    expect(factors).toHaveLength(3);
  });

  it('are refused where there are none', () => {
    const never = { weekdays: [0, 0, 0, 0, 0, 0, 0], closures: new Set<string>() };
    expect(() => openDayFactors(months, start, { past: 2, ahead: 1 }, never)).toThrow(
      'no day of the series was open',
    );
  });
});
