import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtest } from './backtest.js';
import { originsOf } from './origins.js';
import { outlook } from './outlook.js';

const plan = { horizon: 6, origins: 4 };
const noise = (t: number) => Math.sin(t * t * 12.9898);
const months = Array.from(
  { length: 60 },
  (_, t) => 100 + t + 20 * Math.sin((2 * Math.PI * t) / 12) + 3 * noise(t),
);
const anyNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -5, max: 5 }),
  fc.constantFrom(0, 1e-320, Number.MAX_VALUE, -Number.MAX_VALUE),
);

describe('an outlook', () => {
  it('is finite for any finite values', () => {
    fc.assert(
      fc.property(
        fc.array(anyNumber, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(1, 4, 12),
        (values, period) => {
          const { mean, scale, scores, members } = outlook(values, period, plan);
          expect(mean).toHaveLength(plan.horizon);
          expect([...mean, ...scale, ...scores.flat()].every(Number.isFinite)).toBe(true);
          expect(members.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
        },
      ),
      { numRuns: 300, examples: [[[0, 0, 0, 0, 0, 0, 1], 1]] },
    );
  });

  it('is the same, bit for bit, every time', () => {
    expect(outlook(months, 12, plan)).toEqual(outlook([...months], 12, plan));
  });

  it('keeps the weights of its methods and what they rest on', () => {
    const { members, backtest: summary } = outlook(months, 12, plan);
    expect(members.map(({ method }) => method)).toContain('ETS by Akaike weights');
    expect(members.every(({ relativeError }) => relativeError! > 0)).toBe(true);
    const [best, worst] = [...members].sort((a, b) => a.relativeError! - b.relativeError!);
    expect(best!.weight).toBeGreaterThan(worst!.weight);
    expect(summary!.worseThanSeasonalNaive).toBe(false);
    expect(summary!.error).toBeLessThan(summary!.seasonalNaiveError);
  });

  it('says so where repeating the last season would have done better', () => {
    const jagged = Array.from(
      { length: 96 },
      (_, t) => [5, 90, 12, 70, 1, 33, 99, 8, 61, 17, 44, 3][(t * t) % 12]! + noise(t),
    );
    const { backtest: summary } = outlook(
      jagged.map((_, t) => jagged[t % 12]! * (t < 48 ? 1 : 3)),
      12,
      plan,
    );
    expect(summary!.worseThanSeasonalNaive).toBe(true);
  });

  it('takes rounding for no error: a constant goes on, with equal weights and no complaint', () => {
    const { mean, members, backtest: summary } = outlook(new Array(36).fill(7), 12, plan);
    for (const value of mean) expect(value).toBeCloseTo(7, 6);
    expect(new Set(members.map(({ weight }) => weight)).size).toBe(1);
    expect(summary!.worseThanSeasonalNaive).toBe(false);
  });

  it('does not go below zero where nothing ever did', () => {
    const falling = Array.from({ length: 30 }, (_, t) => Math.max(30 - t, 0));
    expect(Math.min(...outlook(falling, 1, plan).mean)).toBeGreaterThanOrEqual(0);
  });

  it('combines methods for intermittent demand where most periods have none', () => {
    const rare = Array.from({ length: 60 }, (_, t) => (t % 5 === 0 ? 3 : 0));
    expect(outlook(rare, 1, plan).members.map(({ method }) => method)).toContain('TSB');
  });
});

describe('a backtest', () => {
  it('goes back by half horizons, as long as there is history left', () => {
    expect(originsOf(60, 12, { horizon: 18, origins: 4 })).toEqual([51, 42, 33]);
    expect(originsOf(12, 12, { horizon: 6, origins: 4 })).toEqual([9, 6]);
    expect(originsOf(3, 12, { horizon: 6, origins: 4 })).toEqual([]);
  });

  it('knows nothing of what comes after its origin', () => {
    const values = Float64Array.from(months);
    for (const { known, forecasts, scale, benchmark } of backtest(values, 12, plan)) {
      const other = values.map((value, t) => (t < known ? value : -1e6 * (t + 1)));
      const again = backtest(other, 12, plan).find((origin) => origin.known === known)!;
      expect(again.forecasts).toEqual(forecasts);
      expect(again.scale).toEqual(scale);
      expect(again.benchmark).toEqual(benchmark);
    }
  });
});
