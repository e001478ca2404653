import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classicalSeason, deseasonalised, reseasonalised } from './classical.js';
import { isSeasonal } from './seasonal-test.js';
import { shrunkenSeason } from './shrunken.js';

const period = 12;
const wave = (t: number) => Math.sin((2 * Math.PI * t) / period);
const noise = (t: number) => Math.sin(t * t * 12.9898) * 0.9;
const seasonal = Array.from({ length: 72 }, (_, t) => 100 + t + 20 * wave(t) + noise(t));
const noisy = Array.from({ length: 72 }, (_, t) => 100 + 20 * noise(t));
const size = (indices: Float64Array) => Math.sqrt(indices.reduce((sum, index) => sum + index * index, 0));

describe('a season', () => {
  it('is found by classical decomposition, next to a trend', () => {
    const { indices } = classicalSeason(seasonal, period, 'additive');
    indices.forEach((index, position) => {
      expect(index).toBeCloseTo(20 * wave(position), -0.5);
    });
    expect(indices.reduce((sum, index) => sum + index, 0)).toBeCloseTo(0, 10);
  });

  it('is seen by the test where there is one, and not where there is none', () => {
    expect(isSeasonal(seasonal, period, 3)).toBe(true);
    expect(isSeasonal(noisy, period, 3)).toBe(false);
    expect(isSeasonal(seasonal.slice(0, 30), period, 3)).toBe(false);
  });

  it('is shrunk where it is noise, and kept where it is not', () => {
    const kept = (values: number[]) =>
      size(shrunkenSeason(values, period, 'additive').indices) /
      size(classicalSeason(values, period, 'additive').indices);
    expect(kept(seasonal)).toBeGreaterThan(0.98);
    expect(kept(noisy)).toBeLessThan(0.6);
  });

  it('is taken out and put back without a trace', () => {
    const positive = fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 24, maxLength: 60 });
    fc.assert(
      fc.property(
        positive,
        fc.constantFrom('additive' as const, 'multiplicative' as const),
        (values, kind) => {
          const season = shrunkenSeason(values, period, kind);
          reseasonalised(deseasonalised(values, season), season, 0).forEach((value, t) => {
            expect(Math.abs(value - values[t]!)).toBeLessThan(1e-6 * 1e6);
          });
        },
      ),
    );
  });
});
