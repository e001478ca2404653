import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal, uniform } from '../../bench/changes/random.js';
import { bottomUp, type Hierarchy, inMinorUnits, minimumTrace, nodesOf, rollUp, withSums } from './index.js';
import { shrunk } from './shrinkage.js';

const sites = rollUp(
  new Map([
    ['a', ['north', 'group', 'implants']],
    ['b', ['north', 'group']],
    ['c', ['south', 'group', 'implants']],
  ]),
);

/** Independent errors: at the bottom of deviation 1 to 3, and far less at each sum than its members' add up to. */
function errorsOf(hierarchy: Hierarchy, periods: number, seed: number): Map<string, Float64Array> {
  const gauss = normal(uniform(seed));
  return new Map(
    nodesOf(hierarchy).map((id, node) => [
      id,
      Float64Array.from({ length: periods }, () => (1 + (node % 3)) * gauss()),
    ]),
  );
}

describe('a roll-up', () => {
  it('adds up any groups, nested or crossing', () => {
    expect(nodesOf(sites)).toEqual(['north', 'group', 'implants', 'south', 'a', 'b', 'c']);
    expect([...withSums(sites, [1, 2, 4])]).toEqual([3, 7, 5, 4, 1, 2, 4]);
  });

  it('refuses a sum that is a site', () =>
    expect(() => rollUp(new Map([['a', ['a']]]))).toThrow(
      expect.objectContaining({ code: 'NODE_REPEATED' }),
    ));
});

describe('reconciliation', () => {
  it('bottom-up takes the sums anew', () =>
    expect([...bottomUp(sites)([9, 9, 9, 9, 1, 2, 4])]).toEqual([3, 7, 5, 4, 1, 2, 4]));

  it('is coherent, leaves what is coherent as it is, and shares out what is missing by the variances', () => {
    const pair = rollUp(
      new Map([
        ['a', ['sum']],
        ['b', ['sum']],
      ]),
    );
    // Uncorrelated errors of variance 1, 1 and 2 at the sum, a and b.
    const errors = new Map([
      ['sum', [1, 1, -1, -1, 0, 0]],
      ['a', [1, -1, 0, 0, 1, -1]],
      ['b', [0, 0, 2, -2, 0, 0]],
    ]);
    const minT = minimumTrace(pair, errors);
    const [sum, a, b] = minT([10, 3, 4]);
    expect(sum).toBeCloseTo(a! + b!, 10);
    // 3 are missing; they are shared in the ratio of the variances 4/6 : 4/6 : 8/6.
    expect([sum, a, b].map((value) => value!.toFixed(4))).toEqual(['9.2500', '3.7500', '5.5000']);
    expect([...minT([7, 3, 4])].map((value) => value.toFixed(9))).toEqual([
      '7.000000000',
      '3.000000000',
      '4.000000000',
    ]);
  });

  it('forecasts sums and sites better than bottom-up where the sums know more', () => {
    const hierarchy = rollUp(
      new Map(Array.from({ length: 40 }, (_, i) => [`site ${i}`, [`region ${i % 5}`, 'group']] as const)),
    );
    const minT = minimumTrace(hierarchy, errorsOf(hierarchy, 60, 1));
    const fresh = errorsOf(hierarchy, 200, 2);
    const nodes = nodesOf(hierarchy);
    const squares = (reconcile: (values: Float64Array) => Float64Array) => {
      let sum = 0;
      for (let t = 0; t < 200; t++)
        for (const error of reconcile(Float64Array.from(nodes, (id) => fresh.get(id)![t]!)))
          sum += error ** 2;
      return sum;
    };
    expect(squares(minT)).toBeLessThan(0.4 * squares(bottomUp(hierarchy)));
  });

  it('is coherent for hundreds of sites, with fewer errors than sites, and for a site that never varied', () => {
    const hierarchy = rollUp(
      new Map(
        Array.from(
          { length: 300 },
          (_, i) => [`site ${i}`, [`region ${i % 20}`, `line ${i % 7}`, 'group']] as const,
        ),
      ),
    );
    const errors = errorsOf(hierarchy, 24, 3);
    errors.get('site 5')!.fill(0);
    const minT = minimumTrace(hierarchy, errors);
    const gauss = normal(uniform(4));
    const values = minT(Float64Array.from(nodesOf(hierarchy), () => 100 + gauss()));
    const again = withSums(hierarchy, values.slice(hierarchy.sums.size));
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(again[i]!, 8);
    });
  });

  it.each([
    ['none', new Map()],
    ['too few', new Map(nodesOf(sites).map((id) => [id, [1, 2]]))],
    ['no numbers', new Map(nodesOf(sites).map((id) => [id, [1, 2, Number.NaN]]))],
  ])('refuses errors that are %s', (_, errors) =>
    expect(() => minimumTrace(sites, errors)).toThrow(expect.objectContaining({ code: 'RESIDUALS_INVALID' })),
  );
});

describe('shrinkage', () => {
  it('is whole where errors have nothing in common, and little where they are the same', () => {
    const gauss = normal(uniform(5));
    const apart = Array.from({ length: 20 }, () => Float64Array.from({ length: 200 }, gauss));
    expect(shrunk(apart).share).toBeGreaterThan(0.8);
    const common = apart.map((own) => Float64Array.from(own, (value, t) => value * 0.1 + apart[0]![t]!));
    expect(shrunk(common).share).toBeLessThan(0.05);
  });
});

describe('amounts in minor units', () => {
  it('add up exactly, in every sum, whatever the values', () => {
    const value = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        const amounts = inMinorUnits(sites, withSums(sites, [a, b, c]));
        for (const [id, members] of sites.sums)
          expect(amounts.get(id)).toBe(
            members.reduce((sum, member) => sum + amounts.get(sites.bottom[member]!)!, 0n),
          );
        expect(Math.abs(Number(amounts.get('group')!) - (a + b + c))).toBeLessThanOrEqual(0.51);
        expect(Math.abs(Number(amounts.get('a')!) - a)).toBeLessThan(1);
      }),
    );
  });

  it('names the node without an amount', () =>
    expect(() => inMinorUnits(sites, withSums(sites, [1, Number.NaN, 2]))).toThrow('b: NaN is no amount'));
});
