import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { d2, d3, d4, type NelsonRule, nelsonSignals, pChart, phasesAfter, uChart, xmr } from './index.js';

describe('the constants', () => {
  it('are those of the published tables', () => {
    expect(d2).toBeCloseTo(1.128, 3);
    expect(d3).toBeCloseTo(0.8525, 4);
    expect(d4).toBeCloseTo(3.267, 3);
    expect(3 / d2).toBeCloseTo(2.66, 2);
  });
});

describe('the Nelson rules', () => {
  const cases: [NelsonRule, number[], number[]][] = [
    [1, [0.5, -0.5, 3.1], [0.5, -0.5, 3]],
    [2, [-0.5, ...Array(9).fill(0.5)], [-0.5, ...Array(8).fill(0.5), 0, 0.5]],
    [3, [0.5, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [0.1, 0.2, 0.3, 0.4, 0.5, 0.5]],
    [
      4,
      Array.from({ length: 14 }, (_, i) => (i % 2 ? 0.5 : -0.5)),
      Array.from({ length: 13 }, (_, i) => (i % 2 ? 0.5 : -0.5)),
    ],
    [5, [2.1, 0, 2.1], [2.1, 0, -2.1]],
    [6, [1.1, 1.1, 0, 1.1, 1.1], [1.1, 1.1, 0, -1.1, 1.1]],
    [
      7,
      Array.from({ length: 15 }, (_, i) => (i % 3 ? 0.9 : -0.5)),
      Array.from({ length: 14 }, (_, i) => (i % 3 ? 0.9 : -0.5)),
    ],
    [8, [1.1, -1.1, 1.1, 1.2, -1.1, -1.2, 1.1, -1.1], [1.1, -1.1, 1.1, 1.2, -0.9, -1.2, 1.1, -1.1]],
  ];
  it.each(cases)(
    'rule %i is completed by its last point, and not by the counterexample',
    (rule, signalling, quiet) => {
      expect(nelsonSignals(signalling).at(-1)).toContain(rule);
      expect(nelsonSignals(quiet).flat()).not.toContain(rule);
    },
  );

  it('read a mirrored chart alike', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -4, max: 4, noNaN: true })), (points) => {
        expect(nelsonSignals(points.map((z) => -z))).toEqual(nelsonSignals(points));
      }),
    );
  });
});

describe('the XmR chart', () => {
  it('has limits of 2.66 mean moving ranges', () => {
    const { individuals, movingRanges } = xmr([10, 12, 11, 13]);
    expect(individuals[0]).toMatchObject({ centre: 11.5 });
    expect(individuals[0]!.upper).toBeCloseTo(11.5 + 2.6587 * (5 / 3), 3);
    expect(movingRanges.map((range) => range?.value)).toEqual([undefined, 2, 1, 2]);
    expect(movingRanges[1]!.upper).toBeCloseTo(3.2665 * (5 / 3), 3);
  });

  it('keeps the limits of the baseline, and begins anew in the next phase', () => {
    const { individuals } = xmr([1, 2, 1, 2, 9, 20, 21, 20, 21], [{ from: 0, baseline: 4 }, { from: 5 }]);
    expect(individuals[4]).toMatchObject({ centre: 1.5, signals: expect.arrayContaining([1]) });
    expect(individuals[5]).toMatchObject({ centre: 20.5, signals: [] });
  });

  it('takes its phases from level shifts', () => {
    const change = { kind: 'level-shift', at: 5 } as const;
    const report = {
      changes: [change, { ...change, kind: 'outlier', at: 7 }],
      from: 0,
      expected: Array(9).fill(0),
    };
    expect(phasesAfter(report as never)).toEqual([{ from: 0 }, { from: 5 }]);
  });

  it('signals nothing where nothing varies', () =>
    expect(xmr([5, 5, 5, 5]).individuals.flatMap(({ signals }) => signals)).toEqual([]));

  it.each([
    [[1, 2], [{ from: 1 }]],
    [
      [1, 2, 3],
      [{ from: 0 }, { from: 2 }],
    ],
    [[1, 2, 3], [{ from: 0, baseline: 4 }]],
  ])('refuses phases that cannot set limits', (values, phases) =>
    expect(() => xmr(values, phases)).toThrow(expect.objectContaining({ code: 'PHASE_INVALID' })),
  );

  it('names a value that is no number', () =>
    expect(() => xmr([1, Number.NaN, 2])).toThrow('the value at position 1 is NaN'));
});

describe('the charts of counts', () => {
  it('draws limits of a share by the cases of each point', () => {
    const [first, second] = pChart([
      { count: 10, of: 100 },
      { count: 40, of: 400 },
    ]);
    expect(first).toMatchObject({ centre: 0.1 });
    expect(first!.upper).toBeCloseTo(0.1 + 3 * 0.03, 10);
    expect(first!.lower).toBeCloseTo(0.01, 10);
    expect(second!.upper).toBeCloseTo(0.1 + 3 * 0.015, 10);
  });

  it('draws limits of a rate by the opportunity of each point', () => {
    const [first] = uChart([
      { count: 4, of: 2 },
      { count: 2, of: 1 },
    ]);
    expect(first).toMatchObject({ centre: 2, lower: 0 });
    expect(first!.upper).toBeCloseTo(2 + 3, 10);
  });

  it.each([
    { count: 3, of: 2 },
    { count: -1, of: 2 },
    { count: 1, of: 0 },
    { count: 0.5, of: 2 },
  ])('refuses $count of $of', (counted) =>
    expect(() => pChart([counted, counted])).toThrow(expect.objectContaining({ code: 'COUNT_INVALID' })),
  );
});
