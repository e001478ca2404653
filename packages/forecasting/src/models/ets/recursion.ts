import type { EtsForm } from './form.js';

/** What drives the recursion: smoothing parameters and the states before the first value. */
export interface EtsParameters {
  /** Of the level, in (0, 1). */
  alpha: number;
  /** Of the trend, in (0, alpha). */
  beta: number;
  /** Of the season, in (0, 1 − alpha). */
  gamma: number;
  /** How much of the trend is left after a period; 1 is undamped. */
  phi: number;
  level: number;
  trend: number;
  /** The season before the first value: `season[0]` belongs to the first. Empty without a season. */
  season: Float64Array;
}

/** Room for the states of one series, used again by every evaluation. */
export interface Workspace {
  /** Level before each value, and after the last. */
  readonly level: Float64Array;
  readonly trend: Float64Array;
  /** Season: `season[t]` is what value t meets, and `season[t + m]` what it leaves. */
  readonly season: Float64Array;
  readonly fitted: Float64Array;
  readonly seasonAdjoint: Float64Array;
}

/** Room for a series of `length` values with a season of `period`. */
export const workspaceFor = (length: number, period: number): Workspace => ({
  level: new Float64Array(length + 1),
  trend: new Float64Array(length + 1),
  season: new Float64Array(length + period),
  fitted: new Float64Array(length),
  seasonAdjoint: new Float64Array(length + period),
});

/** Below this share of the mean a level or an index is no base to divide by. */
const floor = 1e-4;

/**
 * Runs the recursion over a series and returns −2 log-likelihood up to a constant (Ord, Koehler and Snyder 1997):
 * n·log Σe² for additive errors, and n·log Σe² + 2·Σ log|ŷ| for relative ones; infinity where the form has no meaning.
 * Forms with either error share the recursion, for it is written in terms of y (Hyndman et al. 2002).
 *
 * @param y values on a scale where their mean size is 1.
 */
export function likelihood(
  y: Float64Array,
  form: EtsForm,
  parameters: EtsParameters,
  space: Workspace,
): number {
  const { alpha, beta, gamma, phi } = parameters;
  const { level, trend, season, fitted } = space;
  const n = y.length;
  const m = parameters.season.length;
  const additive = form.season === 'A';
  const multiplicative = form.season === 'M';
  const relative = form.error === 'M';
  let l = parameters.level;
  let b = parameters.trend;
  level[0] = l;
  trend[0] = b;
  season.set(parameters.season);
  let squares = 0;
  let logs = 0;
  let product = 1;
  for (let t = 0; t < n; t++) {
    const q = l + phi * b;
    const s = m > 0 ? season[t]! : 0;
    if (multiplicative && (q < floor || s < floor)) return Number.POSITIVE_INFINITY;
    const f = multiplicative ? q * s : q + s;
    const r = y[t]! - f;
    fitted[t] = f;
    const toLevel = multiplicative ? r / s : r;
    l = q + alpha * toLevel;
    b = phi * b + beta * toLevel;
    if (additive) season[t + m] = s + gamma * r;
    else if (multiplicative) season[t + m] = s + (gamma * r) / q;
    level[t + 1] = l;
    trend[t + 1] = b;
    if (relative) {
      if (f < floor) return Number.POSITIVE_INFINITY;
      const e = r / f;
      squares += e * e;
      // A logarithm is slow: of products it takes few.
      product *= f;
      if (product < 1e-200 || product > 1e200) {
        logs += Math.log(product);
        product = 1;
      }
    } else squares += r * r;
  }
  const value = n * Math.log(Math.max(squares, 1e-20 * n)) + 2 * (logs + Math.log(product));
  return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY;
}

/** Derivatives of the likelihood by parameter and first state; `season` has one for each season state. */
export interface EtsGradient {
  alpha: number;
  beta: number;
  gamma: number;
  phi: number;
  level: number;
  trend: number;
  readonly season: Float64Array;
}

/**
 * The exact gradient of `likelihood` by the adjoint of the recursion: one pass backwards costs about as much as two
 * forwards, whatever the number of parameters. Call it right after `likelihood`, with the same arguments.
 */
export function gradient(
  y: Float64Array,
  form: EtsForm,
  parameters: EtsParameters,
  space: Workspace,
  into: EtsGradient,
): void {
  const { alpha, beta, gamma, phi } = parameters;
  const { level, trend, season, fitted, seasonAdjoint } = space;
  const n = y.length;
  const m = parameters.season.length;
  const additive = form.season === 'A';
  const multiplicative = form.season === 'M';
  const relative = form.error === 'M';
  let squares = 0;
  for (let t = 0; t < n; t++) {
    const r = y[t]! - fitted[t]!;
    squares += relative ? (r / fitted[t]!) ** 2 : r * r;
  }
  const perSquare = (2 * n) / Math.max(squares, 1e-20 * n);
  let [dAlpha, dBeta, dGamma, dPhi, dLevel, dTrend] = [0, 0, 0, 0, 0, 0];
  seasonAdjoint.fill(0);
  for (let t = n - 1; t >= 0; t--) {
    const b = trend[t]!;
    const q = level[t]! + phi * b;
    const s = m > 0 ? season[t]! : 0;
    const f = fitted[t]!;
    const r = y[t]! - f;
    const direct = relative ? (-perSquare * (r / f) * y[t]!) / (f * f) + 2 / f : -perSquare * r;
    const dSeason = m > 0 ? seasonAdjoint[t + m]! : 0;
    const toLevel = alpha * dLevel + beta * dTrend;
    let dQ: number;
    if (multiplicative) {
      const dF = direct - toLevel / s - (gamma * dSeason) / q;
      dAlpha += (dLevel * r) / s;
      dBeta += (dTrend * r) / s;
      dGamma += (dSeason * r) / q;
      dQ = dLevel + dF * s - (gamma * dSeason * r) / (q * q);
      seasonAdjoint[t] = dSeason + dF * q - (toLevel * r) / (s * s);
    } else {
      const dF = direct - toLevel - (additive ? gamma * dSeason : 0);
      dAlpha += dLevel * r;
      dBeta += dTrend * r;
      dQ = dLevel + dF;
      if (additive) {
        dGamma += dSeason * r;
        seasonAdjoint[t] = dSeason + dF;
      }
    }
    dPhi += b * (dTrend + dQ);
    dTrend = phi * (dTrend + dQ);
    dLevel = dQ;
  }
  into.alpha = dAlpha;
  into.beta = dBeta;
  into.gamma = dGamma;
  into.phi = dPhi;
  into.level = dLevel;
  into.trend = dTrend;
  for (let j = 0; j < m; j++) into.season[j] = seasonAdjoint[j]!;
}
