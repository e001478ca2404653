import { describe, expect, it } from 'vitest';
import { monthsAsked } from '../calendar/months.js';
import { latest, momentOf } from './moment.js';

const now = new Date('2020-02-29T23:59:59Z');
const recordedAt = new Date('2019-01-01T00:00:00Z');

describe('the moment of a question', () => {
  it('is today in UTC, with all that is known, when nothing is said', () => {
    expect(momentOf(undefined, now)).toEqual({ day: '2020-02-29', instant: latest });
    expect(momentOf({ on: '', recordedAt: undefined }, now)).toEqual({ day: '2020-02-29', instant: latest });
  });
  it('is what is said in either clock', () => {
    expect(momentOf({ on: '2018-11-11', recordedAt }, now)).toEqual({
      day: '2018-11-11',
      instant: recordedAt,
    });
  });
  it('is a day of the calendar', () => {
    expect(momentOf({ on: '2018-02-30', recordedAt }, now)).toMatchObject({
      code: 'INVALID_DATE',
      field: 'as_of.on',
    });
  });
});

describe('the months of a question', () => {
  it('are at most ten years, in order', () => {
    expect(monthsAsked('2018-12', '2019-01')).toEqual(['2018-12', '2019-01']);
    expect(monthsAsked('2019-01', '2018-12')).toMatchObject({ code: 'INVALID_RANGE' });
    expect(monthsAsked('2010-01', '2019-12')).toHaveLength(120);
    expect(monthsAsked('2010-01', '2020-01')).toMatchObject({ code: 'RANGE_TOO_LONG' });
  });
});
