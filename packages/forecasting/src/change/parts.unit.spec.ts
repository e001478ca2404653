import { describe, expect, it } from 'vitest';
import { normal, uniform } from '../../bench/changes/random.js';
import { coefficients, dot, gainOf, orthonormal, residualsOf } from './least-squares.js';
import { logDeterminant, whitener } from './noise.js';
import { exceedanceOfChiSquare, exceedanceOfF } from './tail-probability.js';

const gauss = normal(uniform(9));
const column = (length = 12) => Float64Array.from({ length }, gauss);

describe('tail probabilities', () => {
  it('are those of the tables', () => {
    expect(exceedanceOfF(4.085, 1, 40)).toBeCloseTo(0.05, 4);
    expect(exceedanceOfF(2.978, 10, 10)).toBeCloseTo(0.05, 4);
    expect(exceedanceOfChiSquare(3.8415)).toBeCloseTo(0.05, 4);
    expect(exceedanceOfChiSquare(6.6349)).toBeCloseTo(0.01, 4);
  });

  it('stay exact where they are tiny', () => {
    expect(exceedanceOfF(1e4, 1, 40)).toBeGreaterThan(0);
    expect(exceedanceOfF(1e4, 1, 40)).toBeLessThan(1e-45);
    expect(exceedanceOfF(0, 2, 40)).toBe(1);
    expect(exceedanceOfF(Number.POSITIVE_INFINITY, 2, 40)).toBe(0);
  });
});

describe('whitening', () => {
  it('makes correlated noise with gaps independent, and knows its determinant', () => {
    const times = Int32Array.from([0, 1, 2, 5, 6, 9]);
    const noise = { correlation: 0.6, deviations: Float64Array.from([1, 1, 1, 2, 2, 2]) };
    const covariance = Array.from(times, (a, i) =>
      Float64Array.from(
        [...times].map(
          (b, j) => (noise.deviations[i]! * noise.deviations[j]! * 0.6 ** Math.abs(a - b)) / (1 - 0.36),
        ),
      ),
    );
    const whiten = whitener(times, noise);
    const half = covariance.map(whiten);
    const whole = Array.from(times, (_, i) => whiten(Float64Array.from(half, (row) => row[i]!)));
    whole.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(i === j ? 1 : 0, 10);
      });
    });
    expect(logDeterminant(times, noise)).toBeCloseTo(Math.log(determinant(covariance)), 10);
  });
});

describe('least squares', () => {
  const values = column();
  const base = [column(), column(), column()];
  const more = [column(), column()];
  const squares = (columns: Float64Array[]) => {
    const rest = residualsOf(values, orthonormal(columns).basis);
    return dot(rest, rest);
  };

  it('know what further columns bring without fitting again', () => {
    const span = orthonormal(base);
    const block = orthonormal(more).basis;
    const shares = block.map((one) => span.basis.map((other) => dot(one, other)));
    const cross = shares.map((a, i) =>
      shares.map((b, j) => (i === j ? 1 : 0) - a.reduce((sum, share, k) => sum + share * b[k]!, 0)),
    );
    const rest = residualsOf(values, span.basis);
    const gain = gainOf(
      cross,
      block.map((one) => dot(one, rest)),
    );
    expect(gain.squares).toBeCloseTo(squares(base) - squares([...base, ...more]), 10);
    expect(gain.rank).toBe(2);
    expect(gain.logCrossProducts + span.logCrossProducts + orthonormal(more).logCrossProducts).toBeCloseTo(
      orthonormal([...base, ...more]).logCrossProducts,
      10,
    );
  });

  it('leave out a column that depends on the others', () => {
    const sum = base[0]!.map((value, i) => value + base[1]![i]!);
    expect(orthonormal([...base, sum]).basis).toHaveLength(3);
    expect(coefficients(values, [base[0]!, base[0]!])).toEqual([0, 0]);
  });

  it('give back the coefficients a column was made of', () => {
    const made = base[0]!.map((value, i) => 2 * value - 3 * base[1]![i]! + 0.5 * base[2]![i]!);
    coefficients(made, base).forEach((coefficient, i) => {
      expect(coefficient).toBeCloseTo([2, -3, 0.5][i]!, 10);
    });
  });
});

function determinant(matrix: readonly Float64Array[]): number {
  if (matrix.length === 0) return 1;
  return matrix[0]!.reduce((sum, value, i) => {
    const minor = matrix.slice(1).map((row) => row.filter((_, j) => j !== i));
    return sum + (i % 2 === 0 ? 1 : -1) * value * determinant(minor);
  }, 0);
}
