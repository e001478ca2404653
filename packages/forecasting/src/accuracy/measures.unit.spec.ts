import { describe, expect, it } from 'vitest';
import { coverage, mase, msis, seasonalScale, smape } from './measures.js';

describe('measures of accuracy', () => {
  it('are those of the M4 competition', () => {
    expect(smape([100, 0], [50, 0])).toBeCloseTo((200 * 50) / 150 / 2);
    expect(seasonalScale([1, 2, 4, 8], 2)).toBe(4.5);
    expect(mase([10, 20], [13, 24], 2)).toBe(1.75);
    const bounds = { lower: [0, 0], upper: [10, 10] };
    expect(coverage([5, 11], bounds)).toBe(0.5);
    expect(msis([5, 11], bounds, 0.95, 2)).toBeCloseTo((10 + 10 + 40) / 2 / 2);
  });
});
