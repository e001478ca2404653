import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generated } from '../../bench/changes/generated-series.js';
import { normal, uniform } from '../../bench/changes/random.js';
import { months } from '../series/calendars/months.js';
import { quarters } from '../series/calendars/quarters.js';
import type { Series } from '../series/index.js';
import { type ChangeKind, changeDetector, describeChange, detectChanges } from './index.js';

const seriesOf = (values: readonly number[], season = 12, causes = new Map<number, string>()): Series => ({
  id: 'riverside/visits',
  calendar: season === 12 ? months : quarters,
  start: 2020 * season,
  values,
  causes,
});
const detect = changeDetector();
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** In standard deviations of the noise; a variance change to half of it times the deviation. Below, fewer are found: see docs/changes.md. */
const strengths: Readonly<Record<ChangeKind, number>> = {
  'level-shift': 6,
  'trend-change': 8,
  outlier: 9,
  'seasonal-change': 8,
  'variance-change': 16,
};

describe('in generated series of 48 months', () => {
  it('gives at most one false alarm in 100 quiet ones, seasonal and trending among them', () => {
    const alarms = range(100).filter(
      (seed) => detect(seriesOf(generated({ seed }).values)).changes.length > 0,
    );
    expect(alarms.length).toBeLessThanOrEqual(1);
  }, 120_000);

  it.each<ChangeKind>(['level-shift', 'trend-change', 'outlier', 'seasonal-change', 'variance-change'])(
    'finds nine of ten changes of the kind %s within 3 months',
    (kind) => {
      const found = range(20).filter((seed) => {
        const { values, at } = generated({
          seed: 7000 + seed,
          kind,
          strength: strengths[kind],
        });
        const { changes } = detect(seriesOf(values));
        return changes.some((change) => change.kind === kind && Math.abs(change.at - at!) <= 3);
      });
      expect(found.length).toBeGreaterThanOrEqual(18);
    },
    120_000,
  );
});

describe('a change', () => {
  const gauss = normal(uniform(1));
  const steady = range(48).map((t) => 1000 + 5 * t + 100 * Math.cos((2 * Math.PI * t) / 12) + 3 * gauss());

  it('is told with its date, size and confidence', () => {
    const series = seriesOf(steady.map((value, t) => (t >= 30 ? value + 200 : value)));
    const { changes } = detectChanges(series);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ kind: 'level-shift', at: 30, between: [30, 30] });
    expect(changes[0]!.size).toBeCloseTo(200, -1);
    expect(describeChange(changes[0]!, series, ' visits')).toMatch(
      /^From 2022-07 on the level is 1[67] % higher than before \(by (199|200|201) visits\)\. Sure to more than 99\.9 %\.$/,
    );
  });

  it('of a month is an outlier, and none where its cause is known', () => {
    const values = steady.map((value, t) => (t === 20 ? 300 : value));
    const series = seriesOf(values);
    expect(detectChanges(series).changes).toMatchObject([{ kind: 'outlier', at: 20, periods: 1 }]);
    expect(detectChanges(seriesOf(values, 12, new Map([[20, 'closed for flood']]))).changes).toEqual([]);
  });

  it('of three months is one outlier of three', () =>
    expect(
      detectChanges(seriesOf(steady.map((value, t) => (t >= 20 && t < 23 ? value - 150 : value)))).changes,
    ).toMatchObject([{ kind: 'outlier', at: 20, periods: 3 }]));

  it('of the season is told with the month it moves most', () => {
    const series = seriesOf(steady.map((value, t) => (t >= 24 && t % 12 === 6 ? value + 120 : value)));
    const { changes } = detectChanges(series);
    expect(changes).toMatchObject([{ kind: 'seasonal-change', largestAt: 30 }]);
    expect(describeChange(changes[0]!, series)).toMatch(
      /most of all 2022-07 is [\d.]+ % of the level higher for it/,
    );
  });

  it('does not hide another', () =>
    expect(
      detectChanges(
        seriesOf(
          steady.map((value, t) => value + (t >= 12 ? 300 : 0) - (t >= 32 ? 200 : 0) + (t === 22 ? 90 : 0)),
        ),
      ).changes.map(({ kind, at }) => [kind, at]),
    ).toEqual([
      ['level-shift', 12],
      ['outlier', 22],
      ['level-shift', 32],
    ]));
});

describe('detection', () => {
  it('gives the same twice, alone or after others', () => {
    const { values } = generated({ seed: 3, kind: 'trend-change', strength: 9 });
    expect(detectChanges(seriesOf(values))).toEqual(detect(seriesOf(values)));
  });

  it('names a series that is too short', () =>
    expect(() => detectChanges(seriesOf(range(23)))).toThrow(
      'riverside/visits: finding changes needs at least 24 values without a known cause, there are 23',
    ));

  it('finds nothing where nothing varies', () => {
    expect(detectChanges(seriesOf(range(36).map(() => 7))).changes).toEqual([]);
    expect(detectChanges(seriesOf(range(36).map(() => 0))).changes).toEqual([]);
    expect(detectChanges(seriesOf(range(36).map((t) => 3 * t))).changes).toEqual([]);
  });

  it('gives numbers for any finite values', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -3, max: 3 }),
      fc.constant(0),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 16, maxLength: 26 }), (values) => {
        const { changes, expected, noise } = detectChanges(seriesOf(values, 4));
        for (const number of [...expected, noise, ...changes.flatMap((c) => [c.size, c.confidence])])
          expect(number).not.toBeNaN();
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('does not depend on the unit', () => {
    const { values } = generated({ seed: 11, kind: 'level-shift', strength: 9 });
    const thousandfold = detect(seriesOf(values.map((value) => value * 1024)));
    expect(thousandfold.changes.map(({ kind, at }) => [kind, at])).toEqual(
      detect(seriesOf(values)).changes.map(({ kind, at }) => [kind, at]),
    );
  });
});
