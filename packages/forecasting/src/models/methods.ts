import { forecastAggregated } from './aggregated.js';
import { forecastEtsAverage } from './ets/average.js';
import { fitEts, forecastEts } from './ets/fit.js';
import { croston } from './intermittent/croston.js';
import { tsb } from './intermittent/tsb.js';
import type { Method } from './method.js';
import * as plain from './naive.js';
import { type Prepared, withSeason } from './prepared.js';
import {
  dynamicOptimisedTheta,
  fitTheta,
  forecastTheta,
  standardTheta,
  type ThetaForm,
} from './theta/fit.js';
import { thetaForecast } from './theta/seasonal-theta.js';

/** A method for the values without their season, which is put back afterwards. */
const adjusted = (
  name: string,
  needs: number,
  forecast: (values: Float64Array, horizon: number) => number[] | undefined,
): Method => ({
  name,
  needs,
  forecast(series: Prepared, horizon: number) {
    const values = forecast(series.adjusted, horizon);
    return values && withSeason(series, values);
  },
});

const smoothing = (trend: 'N' | 'A' | 'Ad') => (values: ArrayLike<number>, horizon: number) => {
  const fit = fitEts(values, { error: 'A', trend, season: 'N' }, 1);
  return fit && forecastEts(fit, horizon);
};

const theta = (form: ThetaForm) => (values: ArrayLike<number>, horizon: number) =>
  forecastTheta(fitTheta(values, form), horizon);

/** Where the smallest value is less than this share of the largest, logarithms see hardly anything but the small ones. */
const smallestShare = 0.01;

const ofLogarithms =
  (forecast: (values: ArrayLike<number>, horizon: number) => number[]) =>
  (values: Float64Array, horizon: number): number[] | undefined => {
    const largest = values.reduce((most, value) => Math.max(most, value), 0);
    if (!values.every((value) => value > smallestShare * largest)) return undefined;
    return forecast(values.map(Math.log), horizon).map(Math.exp);
  };

/** The methods by name. Each is described where it is implemented. */
export const methods = {
  naive: {
    name: 'naive',
    needs: 1,
    forecast: ({ values }, horizon) => plain.naive(values, horizon),
  },
  seasonalNaive: {
    name: 'seasonal naive',
    needs: 1,
    forecast: ({ values, period }, horizon) => plain.seasonalNaive(values, period, horizon),
  },
  drift: { name: 'drift', needs: 2, forecast: ({ values }, horizon) => plain.drift(values, horizon) },
  simple: adjusted('simple smoothing', 3, smoothing('N')),
  holt: adjusted('Holt', 6, smoothing('A')),
  damped: adjusted('damped Holt', 7, smoothing('Ad')),
  dampedByThree: adjusted('damped Holt on blocks of 3', 30, (values, horizon) =>
    forecastAggregated(values, 3, horizon, smoothing('Ad')),
  ),
  dampedBySix: adjusted('damped Holt on blocks of 6', 60, (values, horizon) =>
    forecastAggregated(values, 6, horizon, smoothing('Ad')),
  ),
  theta: adjusted('Theta', 5, theta(standardTheta)),
  dynamicTheta: adjusted('dynamic optimised Theta', 5, theta(dynamicOptimisedTheta)),
  dynamicThetaOfLogarithms: adjusted(
    'dynamic optimised Theta of logarithms',
    5,
    ofLogarithms(theta(dynamicOptimisedTheta)),
  ),
  dynamicThetaAsPublished: {
    name: 'dynamic optimised Theta, season by test',
    needs: 5,
    forecast: ({ values, period }, horizon) => thetaForecast(values, period, horizon, dynamicOptimisedTheta),
  },
  ets: {
    name: 'ETS by Akaike weights',
    needs: 8,
    forecast: forecastEtsAverage,
  },
  croston: { name: 'Croston', needs: 1, forecast: ({ values }, horizon) => croston(values, horizon) },
  tsb: { name: 'TSB', needs: 1, forecast: ({ values }, horizon) => tsb(values, horizon) },
} as const satisfies Record<string, Method>;
