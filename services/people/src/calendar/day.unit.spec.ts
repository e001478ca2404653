import { describe, expect, it } from 'vitest';
import { BEGINNING, dayBefore, FOREVER, isDay, lastDayOf, monthsBetween } from './day.js';

describe('a day', () => {
  it.each(['2018-11-11', '2016-02-29', '0001-01-01', '9999-12-30'])('%s is one', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    '2018-02-30',
    '2018-02-29',
    '2018-13-01',
    '2018-1-1',
    '',
    '11/11/2018',
    '2018-11-11T00:00',
    BEGINNING,
    FOREVER,
  ])('%s is none', (text) => {
    expect(isDay(text)).toBe(false);
  });

  it('follows another over the ends of months and years', () => {
    expect(dayBefore('2016-03-01')).toBe('2016-02-29');
    expect(dayBefore('2018-01-01')).toBe('2017-12-31');
  });
});

describe('a month', () => {
  it('ends on its last day', () => {
    expect(lastDayOf('2016-02')).toBe('2016-02-29');
    expect(lastDayOf('2018-12')).toBe('2018-12-31');
  });

  it('is between others', () => {
    expect(monthsBetween('2018-11', '2019-02')).toEqual(['2018-11', '2018-12', '2019-01', '2019-02']);
    expect(monthsBetween('2018-11', '2018-11')).toEqual(['2018-11']);
    expect(monthsBetween('2019-01', '2018-11')).toEqual([]);
  });
});
