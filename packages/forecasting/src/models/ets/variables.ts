import type { EtsForm } from './form.js';
import type { EtsGradient, EtsParameters } from './recursion.js';

/**
 * How a search sees a form: as free variables. Bounds are kept by logistic curves, and the last of the first season states
 * follows from their sum.
 */
export interface Variables {
  readonly count: number;
  /** Variables for a start: smoothing parameters as given, states as in `first`. */
  start(smoothing: Smoothing, first: States): Float64Array;
  /** Writes the parameters that variables stand for. */
  read(at: Float64Array, into: EtsParameters): void;
  /** Turns derivatives by parameter into derivatives by variable. */
  chain(at: Float64Array, parameters: EtsParameters, slopes: EtsGradient, into: Float64Array): void;
}

/** Where a search starts: alpha, beta as a share of alpha. */
export interface Smoothing {
  readonly alpha: number;
  readonly betaShare: number;
}

interface States {
  readonly level: number;
  readonly trend: number;
  readonly season: Float64Array;
}

const [alphaLow, alphaHigh] = [1e-4, 0.9999];
const [phiLow, phiHigh] = [0.8, 0.98];
const firstGammaShare = 0.1;
const firstPhiShare = 0.9;

const logistic = (u: number): number => 1 / (1 + Math.exp(-u));
const logit = (p: number): number => Math.log(p / (1 - p));

/** @param seasonGiven the first season states are constants and no variables. */
export function variablesOf({ trend, season }: EtsForm, period: number, seasonGiven: boolean): Variables {
  const hasTrend = trend !== 'N';
  const damped = trend === 'Ad';
  const m = season === 'N' ? 0 : period;
  const seasonTotal = season === 'A' ? 0 : m;
  const freeSeasons = seasonGiven || m === 0 ? 0 : m - 1;
  const count = 2 + (hasTrend ? 2 : 0) + (damped ? 1 : 0) + (m > 0 ? 1 : 0) + freeSeasons;
  return {
    count,

    start({ alpha, betaShare }, first) {
      const at = [logit(alpha)];
      if (hasTrend) at.push(logit(betaShare));
      if (m > 0) at.push(logit(firstGammaShare));
      if (damped) at.push(logit(firstPhiShare));
      at.push(first.level);
      if (hasTrend) at.push(first.trend);
      for (let j = 0; j < freeSeasons; j++) at.push(first.season[j]!);
      return Float64Array.from(at);
    },

    read(at, into) {
      let i = 0;
      into.alpha = alphaLow + (alphaHigh - alphaLow) * logistic(at[i++]!);
      into.beta = hasTrend ? into.alpha * logistic(at[i++]!) : 0;
      into.gamma = m > 0 ? (1 - into.alpha) * logistic(at[i++]!) : 0;
      into.phi = damped ? phiLow + (phiHigh - phiLow) * logistic(at[i++]!) : 1;
      into.level = at[i++]!;
      into.trend = hasTrend ? at[i++]! : 0;
      if (freeSeasons === 0) return;
      let rest = seasonTotal;
      for (let j = 0; j < freeSeasons; j++) {
        into.season[j] = at[i++]!;
        rest -= into.season[j]!;
      }
      into.season[m - 1] = rest;
    },

    chain(at, { alpha, beta, gamma, phi }, slopes, into) {
      let i = 0;
      const u = logistic(at[0]!);
      let byAlpha = slopes.alpha;
      if (hasTrend) byAlpha += (slopes.beta * beta) / alpha;
      if (m > 0) byAlpha -= (slopes.gamma * gamma) / (1 - alpha);
      into[i++] = byAlpha * (alphaHigh - alphaLow) * u * (1 - u);
      if (hasTrend) into[i++] = slopes.beta * beta * (1 - beta / alpha);
      if (m > 0) into[i++] = slopes.gamma * gamma * (1 - gamma / (1 - alpha));
      if (damped) into[i++] = (slopes.phi * (phi - phiLow) * (phiHigh - phi)) / (phiHigh - phiLow);
      into[i++] = slopes.level;
      if (hasTrend) into[i++] = slopes.trend;
      for (let j = 0; j < freeSeasons; j++) into[i++] = slopes.season[j]! - slopes.season[m - 1]!;
    },
  };
}
