import { describe, expect, it } from 'vitest';
import { croston, isIntermittent } from './croston.js';
import { tsb } from './tsb.js';

const demand = [0, 0, 4, 0, 0, 6, 0, 5];

describe('intermittent demand', () => {
  it('is told from what comes every period', () => {
    expect(isIntermittent(demand)).toBe(true);
    expect(isIntermittent([1, 2, 3, 0, 4])).toBe(false);
    expect(isIntermittent([0, 0])).toBe(false);
  });

  it('by Croston: size over interval, less its bias', () => {
    // Sizes 4, 6, 5 smooth to 4.28; intervals 3, 3, 2 to 2.9.
    expect(croston(demand, 2)).toEqual([(0.95 * 4.28) / 2.9, (0.95 * 4.28) / 2.9]);
    expect(croston([0, 0, 0], 1)).toEqual([0]);
  });

  it('by TSB: falls towards zero when demand stops', () => {
    const dying = [...demand, ...new Array<number>(30).fill(0)];
    expect(tsb(dying, 1)[0]).toBeLessThan(0.1 * tsb(demand, 1)[0]!);
    expect(croston(dying, 1)[0]).toBe(croston(demand, 1)[0]);
  });
});
