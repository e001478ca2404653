import { bfgs, type Minimum } from '../optimise/bfgs.js';
import { type EtsForm, nameOf } from './form.js';
import { initialStates } from './initial.js';
import { type EtsGradient, type EtsParameters, gradient, likelihood, workspaceFor } from './recursion.js';
import { type Smoothing, variablesOf } from './variables.js';

/** An exponential smoothing model, fitted. Parameters and states are in the units of the series. */
export interface EtsFit {
  readonly form: EtsForm;
  readonly name: string;
  readonly parameters: EtsParameters;
  /** Up to the same constant as in R's forecast and in statsforecast: −½·(n·log Σe² + 2·Σ log|ŷ|). */
  readonly logLikelihood: number;
  /** Akaike's criterion, corrected for short series (Hurvich and Tsai 1989); infinite where values are too few. */
  readonly aicc: number;
  /** Forecasts one step ahead, by value. */
  readonly fitted: Float64Array;
  /** The states after the last value: `season[0]` belongs to the next one. */
  readonly last: { readonly level: number; readonly trend: number; readonly season: Float64Array };
}

/** One start finds the best maximum mostly; there may be several, above all with a trend and no season. */
const oneStart: readonly Smoothing[] = [{ alpha: 0.3, betaShare: 0.1 }];
const severalStarts: readonly Smoothing[] = [
  { alpha: 0.3, betaShare: 0.1 },
  { alpha: 0.1, betaShare: 0.5 },
  { alpha: 0.8, betaShare: 0.02 },
  { alpha: 0.01, betaShare: 0.1 },
];

/** How to search. */
export interface EtsOptions {
  /**
   * The first season states, in the units of the series or as factors: taken as given rather than fitted. Fitted they cost a
   * short series more than they bring. They count as parameters all the same.
   */
  readonly firstSeason?: Float64Array;
  /** Search from several starts, for the best of several maxima. */
  readonly thorough?: boolean;
}

/**
 * Fits one form by maximum likelihood over smoothing parameters and first states together, within the usual region
 * 0 < beta < alpha < 1, 0 < gamma < 1 − alpha, 0.8 ≤ phi ≤ 0.98 (Hyndman et al. 2008, §5.2), by exact gradients.
 *
 * @param values finite; above zero for a form with anything multiplicative; at least two seasons for a seasonal one.
 * @param period the season's length; ignored by a form without.
 * @returns undefined where the form has no meaning for these values.
 */
export function fitEts(
  values: ArrayLike<number>,
  form: EtsForm,
  period: number,
  { firstSeason, thorough = false }: EtsOptions = {},
): EtsFit | undefined {
  const n = values.length;
  const m = form.season === 'N' ? 0 : period;
  const scale = meanSize(values);
  const y = Float64Array.from(values);
  for (let t = 0; t < n; t++) y[t]! /= scale;
  const space = workspaceFor(n, m);
  const given =
    form.season === 'N' ? undefined : firstSeason?.map((s) => (form.season === 'A' ? s / scale : s));
  const variables = variablesOf(form, m, given !== undefined);
  const first = initialStates(y, form, period, given);
  const parameters: EtsParameters = {
    alpha: 0,
    beta: 0,
    gamma: 0,
    phi: 1,
    level: 0,
    trend: 0,
    season: first.season.slice(),
  };
  const slopes: EtsGradient = { ...parameters, season: new Float64Array(m) };
  const objective = (at: Float64Array, into: Float64Array): number => {
    variables.read(at, parameters);
    const value = likelihood(y, form, parameters, space);
    if (value === Number.POSITIVE_INFINITY) return value;
    gradient(y, form, parameters, space, slopes);
    variables.chain(at, parameters, slopes, into);
    return value;
  };
  let best: Minimum | undefined;
  for (const start of thorough ? severalStarts : oneStart) {
    const found = bfgs(objective, variables.start(start, first));
    if (Number.isFinite(found.value) && found.value < (best?.value ?? Number.POSITIVE_INFINITY)) best = found;
  }
  if (!best) return undefined;
  variables.read(best.at, parameters);
  const minusTwice = likelihood(y, form, parameters, space) + 2 * n * Math.log(scale);
  const k = variables.count + (given ? m - 1 : 0) + 1;
  const seasonScale = form.season === 'M' ? 1 : scale;
  return {
    form,
    name: nameOf(form),
    parameters: {
      ...parameters,
      level: parameters.level * scale,
      trend: parameters.trend * scale,
      season: parameters.season.map((index) => index * seasonScale),
    },
    logLikelihood: -minusTwice / 2,
    aicc: n - k - 1 > 0 ? minusTwice + 2 * k + (2 * k * (k + 1)) / (n - k - 1) : Number.POSITIVE_INFINITY,
    fitted: space.fitted.map((value) => value * scale),
    last: {
      level: space.level[n]! * scale,
      trend: space.trend[n]! * scale,
      season: space.season.slice(n, n + m).map((index) => index * seasonScale),
    },
  };
}

/** The forecasts of a fitted model for the next `horizon` periods, in the units of the series. */
export function forecastEts({ form, parameters, last }: EtsFit, horizon: number): number[] {
  const m = last.season.length;
  let damping = 0;
  let power = 1;
  return Array.from({ length: horizon }, (_, step) => {
    power *= parameters.phi;
    damping += power;
    const line = form.trend === 'N' ? last.level : last.level + damping * last.trend;
    if (m === 0) return line;
    return form.season === 'A' ? line + last.season[step % m]! : line * last.season[step % m]!;
  });
}

/** The mean size of values; 1 where all are zero. */
function meanSize(values: ArrayLike<number>): number {
  let size = 0;
  for (let t = 0; t < values.length; t++) size += Math.abs(values[t]!) / values.length;
  return size > 0 ? size : 1;
}
