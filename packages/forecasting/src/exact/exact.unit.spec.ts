import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from './apportion.js';
import { floor, fraction } from './fraction.js';

describe('floor', () => {
  it('is the greatest integer not above', () => {
    fc.assert(
      fc.property(
        fc.bigInt(),
        fc.bigInt().filter((d) => d !== 0n),
        (numerator, denominator) => {
          const { numerator: n, denominator: d } = fraction(numerator, denominator);
          const whole = floor({ numerator: n, denominator: d });
          expect(whole * d <= n && n < (whole + 1n) * d).toBe(true);
        },
      ),
    );
  });
});

describe('apportion', () => {
  it('gives missing units to the largest remainders, of equal ones to the first', () => {
    expect(apportion([fraction(1n, 3n), fraction(1n, 3n), fraction(1n, 3n)])).toEqual([1n, 0n, 0n]);
    expect(apportion([fraction(-3n, 2n), fraction(5n, 2n)])).toEqual([-1n, 2n]);
    expect(apportion([fraction(1n, 4n), fraction(3n, 4n)])).toEqual([0n, 1n]);
  });

  it('keeps the sum, each part within a unit', () => {
    const parts = fc.array(fc.tuple(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 12n })), { maxLength: 8 });
    fc.assert(
      fc.property(parts, fc.bigInt(), (drawn, total) => {
        const exact = drawn.map(([numerator, denominator]) => fraction(numerator, denominator));
        const others = exact.reduce(
          (sum, part) =>
            fraction(
              sum.numerator * part.denominator + part.numerator * sum.denominator,
              sum.denominator * part.denominator,
            ),
          fraction(0n),
        );
        const last = fraction(total * others.denominator - others.numerator, others.denominator);
        const all = [...exact, last];
        const rounded = apportion(all);
        expect(rounded.reduce((sum, part) => sum + part, 0n)).toBe(total);
        rounded.forEach((part, i) => {
          const { numerator, denominator } = all[i]!;
          const off = part * denominator - numerator;
          expect(off < denominator && off > -denominator).toBe(true);
        });
      }),
    );
  });

  it('rounds a sum that is no integer to the nearest, halves up', () => {
    expect(apportion([fraction(1n, 4n), fraction(1n, 4n)])).toEqual([1n, 0n]);
    expect(apportion([fraction(1n, 5n), fraction(1n, 5n)])).toEqual([0n, 0n]);
  });
});
