import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarNamed, calendarOfLabel } from './named.js';

const names = [
  'day',
  'week',
  'month',
  'quarter',
  'fiscal-month:7',
  'fiscal-quarter:10',
  '4-4-5:12',
  '4-5-4:1:nearest',
];

describe('every calendar', () => {
  it.each(names)('%s: labels and ordinals are inverse, and periods touch', (name) => {
    const calendar = calendarNamed(name);
    const now = calendar.ordinalOf(
      calendar.labelOf(Math.round(calendar.season * (name === 'day' ? 2700 : name === 'week' ? 50 : 2020))),
    );
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), (offset) => {
        const ordinal = now + offset;
        expect(calendar.ordinalOf(calendar.labelOf(ordinal))).toBe(ordinal);
        const days = calendar.firstDayOf(ordinal).until(calendar.firstDayOf(ordinal + 1)).days;
        expect(days).toBeGreaterThanOrEqual(1);
        expect(days).toBeLessThanOrEqual(92);
      }),
    );
  });

  it.each([
    ['month', '2024-13', 'a year has the months 01 to 12'],
    ['day', '2023-02-29', 'there is no such day'],
    ['week', '2023-W53', '2023 has no such week'],
    ['week', '2024-03-05', 'it is a date, but no Monday'],
    ['quarter', '2024-Q5', 'expected for instance 2024-Q1'],
    ['4-4-5:12', 'FY2024-P13', 'a year has the periods 01 to 12'],
  ])('%s refuses %s and says why', (name, label, reason) => {
    expect(() => calendarNamed(name).ordinalOf(label)).toThrow(reason);
  });
});

describe('weeks', () => {
  it('follow ISO 8601 over the turn of the year', () => {
    const weeks = calendarNamed('week');
    expect(weeks.firstDayOf(weeks.ordinalOf('2020-W53')).toString()).toBe('2020-12-28');
    expect(weeks.labelOf(weeks.ordinalOf('2020-W53') + 1)).toBe('2021-W01');
    expect(weeks.ordinalOf('2021-01-04')).toBe(weeks.ordinalOf('2021-W01'));
  });
});

describe('4-5-4', () => {
  // The retail calendar of the National Retail Federation: fiscal 2022 and 2023 began on 2022-01-30 and 2023-01-29.
  it('ends on the Saturday nearest to the end of January, with a 53rd week now and then', () => {
    const retail = calendarNamed('4-5-4:1:nearest');
    const start = (label: string) => retail.firstDayOf(retail.ordinalOf(label)).toString();
    expect(start('FY2023-P01')).toBe('2022-01-30');
    expect(start('FY2024-P01')).toBe('2023-01-29');
    expect(start('FY2025-P01')).toBe('2024-02-04');
    expect(start('FY2024-P02')).toBe('2023-02-26');
  });
});

describe('a fiscal year', () => {
  it('has the name of the year in which it ends', () => {
    const july = calendarNamed('fiscal-quarter:7');
    expect(july.firstDayOf(july.ordinalOf('FY2024-Q1')).toString()).toBe('2023-07-01');
    const january = calendarNamed('fiscal-month:1');
    expect(january.firstDayOf(january.ordinalOf('FY2024-M01')).toString()).toBe('2024-01-01');
  });
});

describe('a label', () => {
  it('says its calendar', () => {
    expect(
      ['2024-03-31', '2024-W13', '2024-03', '2024-Q1'].map((label) => calendarOfLabel(label).name),
    ).toEqual(['day', 'week', 'month', 'quarter']);
    expect(() => calendarOfLabel('March')).toThrow('does not say which calendar');
  });
});
