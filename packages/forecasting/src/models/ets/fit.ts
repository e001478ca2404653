import { bfgs } from '../optimise/bfgs.js';
import { type EtsForm, nameOf } from './form.js';
import { initialStates } from './initial.js';
import {
  type EtsGradient,
  type EtsParameters,
  gradient,
  likelihood,
  type Workspace,
  workspaceFor,
} from './recursion.js';

/** An exponential smoothing model, fitted. Parameters and states are in the units of the series. */
export interface EtsFit {
  readonly form: EtsForm;
  readonly name: string;
  readonly parameters: EtsParameters;
  /** Up to the same constant as in R's forecast and in statsforecast: −½·(n·log Σe² + 2·Σ log|ŷ|). */
  readonly logLikelihood: number;
  /** Akaike's criterion, corrected for short series (Hurvich and Tsai 1989); infinite where values are too few. */
  readonly aicc: number;
  readonly fitted: Float64Array;
  /** The states after the last value: `season[0]` belongs to the next one. */
  readonly last: { readonly level: number; readonly trend: number; readonly season: Float64Array };
}

const range = { alpha: [1e-4, 0.9999], phi: [0.8, 0.98] } as const;
const STARTS = (process.env.ST?JSON.parse(process.env.ST):[[0.3,0.1]]) as [number,number][];
const logistic = (u: number): number => 1 / (1 + Math.exp(-u));
const logit = (p: number): number => Math.log(p / (1 - p));

/**
 * Fits one form by maximum likelihood over smoothing parameters and first states together, within the usual region
 * 0 < beta < alpha < 1, 0 < gamma < 1 − alpha, 0.8 ≤ phi ≤ 0.98 (Hyndman et al. 2008, §5.2). Bounds are kept by a logistic
 * change of variables; the gradient is exact. The last of the first season states follows from their sum.
 *
 * @param values finite; above zero for a form with anything multiplicative; at least two seasons for a seasonal one.
 * @param period the season's length; ignored by a form without.
 */
export function fitEts(values: ArrayLike<number>, form: EtsForm, period: number): EtsFit | undefined {
  const n = values.length;
  const m = form.season === 'N' ? 0 : period;
  const scale = sizeOf(values);
  const y = Float64Array.from(values, (value) => value / scale);
  const space = workspaceFor(n, m);
  const variables = variablesOf(form, m);
  const first = initialStates(y, form, period);
  const parameters: EtsParameters = {
    alpha: 0,
    beta: 0,
    gamma: 0,
    phi: 1,
    level: 0,
    trend: 0,
    season: new Float64Array(m),
  };
  const slopes: EtsGradient = { ...parameters, season: new Float64Array(m) };
  const objective = (at: Float64Array, into: Float64Array): number => {
    read(at, form, parameters);
    const value = likelihood(y, form, parameters, space);
    if (value === Number.POSITIVE_INFINITY) return value;
    gradient(y, form, parameters, space, slopes);
    write(at, form, parameters, slopes, into);
    return value;
  };
  let best: { at: Float64Array; value: number } | undefined;
  for (const [alpha, ratio] of STARTS) {
    const start = new Float64Array(variables);
    let i = 0;
    start[i++] = logit(alpha);
    if (form.trend !== 'N') start[i++] = logit(ratio);
    if (m > 0) start[i++] = logit(0.1);
    if (form.trend === 'Ad') start[i++] = logit(0.9);
    start[i++] = first.level;
    if (form.trend !== 'N') start[i++] = first.trend;
    for (let j = 0; j < m - 1; j++) start[i++] = first.season[j]!;
    if (objective(start, new Float64Array(variables)) === Number.POSITIVE_INFINITY) continue;
    const found = bfgs(objective, start);
    if (best === undefined || found.value < best.value) best = found;
  }
  if (best === undefined) return undefined;
  read(best.at, form, parameters);
  const value = likelihood(y, form, parameters, space);
  return fitOf(form, parameters, space, value, { n, m, scale, variables });
}

function fitOf(
  form: EtsForm,
  parameters: EtsParameters,
  space: Workspace,
  value: number,
  { n, m, scale, variables }: { n: number; m: number; scale: number; variables: number },
): EtsFit {
  const seasonScale = form.season === 'M' ? 1 : scale;
  const minusTwice = value + 2 * n * Math.log(scale);
  const k = variables + 1;
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
  let damping = 0;
  let power = 1;
  const m = last.season.length;
  return Array.from({ length: horizon }, (_, step) => {
    power *= parameters.phi;
    damping += power;
    const line = form.trend === 'N' ? last.level : last.level + damping * last.trend;
    if (m === 0) return line;
    return form.season === 'A' ? line + last.season[step % m]! : line * last.season[step % m]!;
  });
}

/** The mean size of values; 1 where all are zero. */
function sizeOf(values: ArrayLike<number>): number {
  let size = 0;
  for (let t = 0; t < values.length; t++) size += Math.abs(values[t]!) / values.length;
  return size > 0 && Number.isFinite(size) ? size : 1;
}

const variablesOf = ({ trend, season }: EtsForm, m: number): number =>
  2 + (trend === 'N' ? 0 : 2) + (trend === 'Ad' ? 1 : 0) + (season === 'N' ? 0 : m);

/** From free variables to parameters. */
function read(at: Float64Array, form: EtsForm, parameters: EtsParameters): void {
  const m = parameters.season.length;
  let i = 0;
  const [low, high] = range.alpha;
  parameters.alpha = low + (high - low) * logistic(at[i++]!);
  parameters.beta = form.trend === 'N' ? 0 : parameters.alpha * logistic(at[i++]!);
  parameters.gamma = m === 0 ? 0 : (1 - parameters.alpha) * logistic(at[i++]!);
  parameters.phi =
    form.trend === 'Ad' ? range.phi[0] + (range.phi[1] - range.phi[0]) * logistic(at[i++]!) : 1;
  parameters.level = at[i++]!;
  parameters.trend = form.trend === 'N' ? 0 : at[i++]!;
  if (m === 0) return;
  let sum = 0;
  for (let j = 0; j < m - 1; j++) {
    parameters.season[j] = at[i++]!;
    sum += parameters.season[j]!;
  }
  parameters.season[m - 1] = (form.season === 'A' ? 0 : m) - sum;
}

/** From derivatives by parameters to derivatives by free variables, by the chain rule. */
function write(
  at: Float64Array,
  form: EtsForm,
  { alpha, beta, gamma, phi, season }: EtsParameters,
  slopes: EtsGradient,
  into: Float64Array,
): void {
  const m = season.length;
  let i = 0;
  const [low, high] = range.alpha;
  const u = logistic(at[i]!);
  let byAlpha = slopes.alpha;
  if (form.trend !== 'N') byAlpha += (slopes.beta * beta) / alpha;
  if (m > 0) byAlpha -= (slopes.gamma * gamma) / (1 - alpha);
  into[i++] = byAlpha * (high - low) * u * (1 - u);
  if (form.trend !== 'N') into[i++] = slopes.beta * beta * (1 - beta / alpha);
  if (m > 0) into[i++] = slopes.gamma * gamma * (1 - gamma / (1 - alpha));
  if (form.trend === 'Ad')
    into[i++] = (slopes.phi * (phi - range.phi[0]) * (range.phi[1] - phi)) / (range.phi[1] - range.phi[0]);
  into[i++] = slopes.level;
  if (form.trend !== 'N') into[i++] = slopes.trend;
  for (let j = 0; j < m - 1; j++) into[i++] = slopes.season[j]! - slopes.season[m - 1]!;
}
