import { lineThrough } from '../line.js';
import { goldenSection } from '../optimise/golden-section.js';

/**
 * Which Theta model: `dynamic` takes the line through the values seen so far, else it is the line through all of them;
 * `theta` is the curvature of the short-term line, 2 in the original method, or optimised with the rest.
 */
export interface ThetaForm {
  readonly dynamic: boolean;
  readonly theta: 2 | 'optimised';
}

/** The Theta method of Assimakopoulos and Nikolopoulos (2000) in the form of a standard model. */
export const standardTheta: ThetaForm = { dynamic: false, theta: 2 };
/** The dynamic optimised Theta model of Fiorucci et al. (2016). */
export const dynamicOptimisedTheta: ThetaForm = { dynamic: true, theta: 'optimised' };

/** A Theta model, fitted to a series without a season. */
export interface ThetaFit {
  readonly form: ThetaForm;
  readonly alpha: number;
  readonly theta: number;
  /** Mean squared error one step ahead, the first three left out. */
  readonly mse: number;
  readonly last: {
    readonly level: number;
    readonly mean: number;
    readonly line: Line;
    readonly length: number;
  };
}

interface Line {
  readonly a: number;
  readonly b: number;
}

const range = { lower: 0.1, upper: 0.99 };
const burnIn = 3;
const gridPoints = 10;
const precision = 1e-6;

/**
 * Fits a Theta model by least squares one step ahead (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, Models for
 * optimising the theta method and their relationship to state space models, 2016, §3). Given alpha the forecast is
 * linear in the first level and in 1 − 1/theta, so both follow by regression and the search is in alpha alone.
 *
 * @param values at least four, without a season.
 */
export function fitTheta(values: ArrayLike<number>, form: ThetaForm): ThetaFit {
  const lines = linesOf(values, form.dynamic);
  const profile = (alpha: number) => regress(values, lines, alpha, form.theta);
  const width = (range.upper - range.lower) / (gridPoints - 1);
  let nearest = range.lower;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < gridPoints; i++) {
    const { squares } = profile(range.lower + i * width);
    if (squares < least) [nearest, least] = [range.lower + i * width, squares];
  }
  const alpha = goldenSection(
    (at) => profile(at).squares,
    Math.max(nearest - width, range.lower),
    Math.min(nearest + width, range.upper),
    precision,
  );
  const { level, weight, squares } = profile(alpha);
  const n = values.length;
  let last = level;
  let mean = 0;
  for (let t = 0; t < n; t++) {
    last = alpha * values[t]! + (1 - alpha) * last;
    mean += (values[t]! - mean) / (t + 1);
  }
  return {
    form,
    alpha,
    theta: 1 / (1 - weight),
    mse: squares / (n - burnIn),
    last: { level: last, mean, line: { a: lines.a[n - 1]!, b: lines.b[n - 1]! }, length: n },
  };
}

/** Forecasts of a fitted Theta model; the dynamic one goes on by its own forecasts. */
export function forecastTheta({ form, alpha, theta, last }: ThetaFit, horizon: number): number[] {
  const weight = 1 - 1 / theta;
  let { level, mean, line } = last;
  return Array.from({ length: horizon }, (_, step) => {
    const t = last.length + step;
    const forecast = level + weight * lineAt(line, alpha, (1 - alpha) ** t);
    level = alpha * forecast + (1 - alpha) * level;
    if (form.dynamic) {
      line = nextLine(line, mean, forecast, t);
      mean += (forecast - mean) / (t + 1);
    }
    return forecast;
  });
}

/** What the line adds one step ahead, before its weight. */
const lineAt = ({ a, b }: Line, alpha: number, power: number): number =>
  a * power + (b * (1 - power * (1 - alpha))) / alpha;

/** The line through the values up to t, from the line up to t − 1. */
function nextLine({ b }: Line, mean: number, value: number, t: number): Line {
  const slope = ((t - 1) * b + (6 * (value - mean)) / (t + 1)) / (t + 2);
  return { a: mean + (value - mean) / (t + 1) - (slope * (t + 2)) / 2, b: slope };
}

/** The line known after each value, by its two coefficients. */
interface Lines {
  readonly a: Float64Array;
  readonly b: Float64Array;
}

function linesOf(values: ArrayLike<number>, dynamic: boolean): Lines {
  const n = values.length;
  const lines: Lines = { a: new Float64Array(n), b: new Float64Array(n) };
  if (!dynamic) {
    const { level, slope } = lineThrough(values);
    lines.a.fill(level);
    lines.b.fill(slope);
    return lines;
  }
  let line: Line = { a: values[0]!, b: 0 };
  let mean = 0;
  for (let t = 0; t < n; t++) {
    if (t > 0) line = nextLine(line, mean, values[t]!, t);
    mean += (values[t]! - mean) / (t + 1);
    lines.a[t] = line.a;
    lines.b[t] = line.b;
  }
  return lines;
}

/** The first level and the weight of the line that fit best at one alpha, and their sum of squares. */
function regress(values: ArrayLike<number>, lines: Lines, alpha: number, theta: 2 | 'optimised') {
  let level = alpha * values[0]!;
  let power = 1 - alpha;
  let [xx, xz, zz, xr, zr, rr] = [0, 0, 0, 0, 0, 0];
  for (let t = 1; t < values.length; t++) {
    const z = lines.a[t - 1]! * power + (lines.b[t - 1]! * (1 - power * (1 - alpha))) / alpha;
    const r = values[t]! - level;
    if (t >= burnIn) {
      xx += power * power;
      xz += power * z;
      zz += z * z;
      xr += power * r;
      zr += z * r;
      rr += r * r;
    }
    level = alpha * values[t]! + (1 - alpha) * level;
    power *= 1 - alpha;
  }
  const determinant = xx * zz - xz * xz;
  let weight = 0.5;
  if (theta === 'optimised') {
    const free = determinant > 1e-12 * xx * zz ? (xx * zr - xz * xr) / determinant : 0.5;
    weight = Math.min(Math.max(free, 0), 1 - 1e-10);
  }
  const first = xx > 0 ? (xr - weight * xz) / xx : 0;
  const squares =
    rr + first * first * xx + weight * weight * zz + 2 * (first * weight * xz - first * xr - weight * zr);
  return { level: first, weight, squares: Math.max(squares, 0) };
}
