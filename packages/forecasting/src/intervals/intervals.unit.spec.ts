import { describe, expect, it } from 'vitest';
import { coverage } from '../accuracy/measures.js';
import { outlook } from '../combination/outlook.js';
import { bandOf } from './bands.js';
import { calibrate } from './calibration.js';
import { middleOf, pathsOf } from './paths.js';

const horizon = 6;
const plan = { horizon, origins: 4 };

/** Random walks with a season, from a linear congruential generator. */
function walks(count: number, length: number): number[][] {
  let state = 7;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return Array.from({ length: count }, () => {
    let level = 500;
    return Array.from({ length }, (_, t) => {
      level += 4 * normal();
      return level + 30 * Math.sin((2 * Math.PI * t) / 4) + 3 * normal();
    });
  });
}

const series = walks(80, 60);
const known = series.map((values) => values.slice(0, -horizon));
const outlooks = known.map((values) => outlook(values, 4, plan));
const calibration = calibrate(outlooks, horizon);

describe('bands', () => {
  it('hold the share of outcomes that they promise', () => {
    for (const [level, least, most] of [
      [0.8, 0.74, 0.86],
      [0.95, 0.92, 0.98],
    ] as const) {
      const held = series.map((values, i) =>
        coverage(values.slice(-horizon), bandOf(outlooks[i]!, calibration, level)),
      );
      const share = held.reduce((sum, one) => sum + one / held.length, 0);
      expect(share).toBeGreaterThan(least);
      expect(share).toBeLessThan(most);
    }
  });

  it('are wider for a higher level, and say what they rest on', () => {
    expect(calibration.width(0, 0.95)).toBeGreaterThan(calibration.width(0, 0.8));
    expect(calibration).toMatchObject({ series: 80, origins: 320 });
  });

  it('are drawn to those of normal errors where there is no experience', () => {
    expect(calibrate([], horizon).width(0, 0.95)).toBeCloseTo(1.95996 / 0.79788, 3);
  });
});

describe('paths', () => {
  const paths = pathsOf(outlooks[0]!, calibration, 400);

  it('are the same every time', () => {
    expect(pathsOf(outlooks[0]!, calibration, 400)).toEqual(paths);
  });

  it('can be an odd number: the one in the middle is the forecast itself', () => {
    const odd = pathsOf(outlooks[0]!, calibration, 3);
    expect(odd.flat().every(Number.isFinite)).toBe(true);
    for (let step = 0; step < horizon; step++)
      expect(odd.map((path) => path[step])).toContain(outlooks[0]!.mean[step]);
  });

  it('spread at each step as the band does', () => {
    const band = bandOf(outlooks[0]!, calibration, 0.8);
    for (let step = 0; step < horizon; step++) {
      const { lower, upper } = middleOf(
        paths.map((path) => path[step]!),
        0.8,
      );
      expect(lower / band.lower[step]!).toBeCloseTo(1, 1.5);
      expect(upper / band.upper[step]!).toBeCloseTo(1, 1.5);
    }
  });

  it('hang together: a total is surer than the sum of bands, and less sure than independent months', () => {
    const band = bandOf(outlooks[0]!, calibration, 0.8);
    const half = band.upper.map((upper, step) => (upper - band.lower[step]!) / 2);
    const sum = half.reduce((total, one) => total + one, 0);
    const independent = Math.sqrt(half.reduce((total, one) => total + one * one, 0));
    const { lower, upper } = middleOf(
      paths.map((path) => path.reduce((total, value) => total + value, 0)),
      0.8,
    );
    expect((upper - lower) / 2).toBeLessThan(sum);
    expect((upper - lower) / 2).toBeGreaterThan(independent);
  });
});
