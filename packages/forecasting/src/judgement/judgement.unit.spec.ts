import { describe, expect, it } from 'vitest';
import { judged, type Override, overridesScored, valueAdded } from './index.js';

const statistical = new Map([
  ['2026-01', 100],
  ['2026-02', 100],
  ['2026-03', 100],
]);
const override = (period: string, value: number, step = 'site'): Override => ({
  period,
  value,
  author: 'A. Keller',
  reason: 'second chair opens',
  step,
});
const overrides = [override('2026-01', 110), override('2026-02', 120, 'finance')];
const actuals = new Map([
  ['2026-01', 112],
  ['2026-02', 98],
]);

describe('judgement', () => {
  it('keeps each step as it stood', () => {
    const steps = judged(statistical, overrides);
    expect(steps.map(({ name, values }) => [name, [...values.values()]])).toEqual([
      ['statistical', [100, 100, 100]],
      ['site', [110, 100, 100]],
      ['finance', [110, 120, 100]],
    ]);
    expect([...statistical.values()]).toEqual([100, 100, 100]);
  });

  it('scores what each step added, over the periods that are known', () => {
    const naive = {
      name: 'naive',
      values: new Map([...statistical].map(([period]) => [period, 90] as const)),
    };
    expect(valueAdded([naive, ...judged(statistical, overrides)], actuals)).toEqual([
      { step: 'naive', error: 15, valueAdded: undefined, valueAddedInAll: undefined, periods: 2 },
      { step: 'statistical', error: 7, valueAdded: 8, valueAddedInAll: 8, periods: 2 },
      { step: 'site', error: 2, valueAdded: 5, valueAddedInAll: 13, periods: 2 },
      { step: 'finance', error: 12, valueAdded: -10, valueAddedInAll: 3, periods: 2 },
    ]);
  });

  it('scores each override against what stood before it', () =>
    expect(
      overridesScored(judged(statistical, overrides), overrides, actuals).map(({ before, valueAdded }) => [
        before,
        valueAdded,
      ]),
    ).toEqual([
      [100, 10],
      [100, -20],
    ]));

  it.each([
    [override('2027-01', 1), 'is of a period that is not forecast'],
    [override('2026-01', Number.NaN), 'which is no number'],
    [{ ...override('2026-01', 1), reason: ' ' }, 'needs an author and a reason'],
    [override('2026-01', 1, 'statistical'), 'cannot be part of the statistical forecast'],
  ])('refuses an override that cannot be kept', (wrong, why) =>
    expect(() => judged(statistical, [wrong])).toThrow(why),
  );
});
