import { classicalSeason, deseasonalised, reseasonalised, type Season } from '../seasonal/classical.js';
import { isSeasonal } from '../seasonal/seasonal-test.js';
import { fitTheta, forecastTheta, type ThetaForm } from './fit.js';

/** Below this a factor is no factor, and the season is taken as additive. */
const smallestFactor = 0.01;

/**
 * The season to take out before a Theta model is fitted: none where the test finds none; factors, or amounts where a value
 * or a factor is not above zero (Fiorucci et al. 2016, §2).
 */
export function thetaSeason(values: ArrayLike<number>, period: number): Season | undefined {
  if (period < 4 || !isSeasonal(values, period, 2)) return undefined;
  const positive = Array.from(values).every((value) => value > 0);
  const factors = positive ? classicalSeason(values, period, 'multiplicative') : undefined;
  return factors?.indices.every((factor) => factor >= smallestFactor)
    ? factors
    : classicalSeason(values, period, 'additive');
}

/** Forecasts of a Theta model with its season taken out and put back. */
export function thetaForecast(
  values: ArrayLike<number>,
  period: number,
  horizon: number,
  form: ThetaForm,
): number[] {
  const season = thetaSeason(values, period);
  const adjusted = season ? deseasonalised(values, season) : values;
  const forecast = forecastTheta(fitTheta(adjusted, form), horizon);
  return season ? reseasonalised(forecast, season, values.length) : forecast;
}
