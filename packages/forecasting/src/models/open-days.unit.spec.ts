import { describe, expect, it } from 'vitest';
import { calendarNamed } from '../series/calendars/named.js';
import { forOpenDays, openDays, perOpenDays } from './open-days.js';

const months = calendarNamed('month');
const opening = { weekdays: [1, 1, 1, 1, 0.5, 0, 0], closures: new Set(['2024-03-29', '2024-03-30']) };

describe('open days', () => {
  it('are counted by weekday, without closures', () => {
    // February 2024 has 17 days from Monday to Thursday and 4 Fridays; March 16 and 5, one of which is closed.
    expect(openDays(months, months.ordinalOf('2024-02'), 2, opening)).toEqual([19, 18]);
  });

  it('level what is done day by day, and bring it back', () => {
    const open = [19, 18, 20];
    const done = open.map((days) => 10 * days);
    const level = perOpenDays(done, open, 19);
    expect(level).toEqual([190, 190, 190]);
    expect(forOpenDays(level, open, 19)).toEqual(done);
  });

  it('leave a period alone in which nothing was open', () => {
    expect(perOpenDays([7], [0], 19)).toEqual([7]);
    expect(forOpenDays([190], [0], 19)).toEqual([0]);
  });
});
