import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { fitEts } from './ets/fit.js';
import type { EtsForm } from './ets/form.js';
import { deseasonalised } from './seasonal/classical.js';
import { fitSes } from './ses.js';
import { fitTheta, standardTheta } from './theta/fit.js';
import { thetaForecast, thetaSeason } from './theta/seasonal-theta.js';

// What statsforecast 2.1.1 says of 100 generated series, as written by bench/statsforecast/record-fixture.py.
interface Recorded {
  readonly ses: string;
  readonly theta: string;
  readonly theta_squares: string;
  readonly form: string;
  readonly log_likelihood: string;
  readonly values: string;
}

const file = new URL('./statsforecast.fixture.csv', import.meta.url);
const recorded: Recorded[] = parse(readFileSync(file), { columns: true });
const numbers = (text: string) => text.split(' ').map(Number);
const within = 1e-4;
const period = 12;

const differs = (ours: readonly number[], theirs: readonly number[]) =>
  Math.max(...ours.map((value, step) => Math.abs(value / theirs[step]! - 1)));

describe('beside statsforecast, on 100 series', () => {
  it('simple exponential smoothing says the same', () => {
    expect(recorded).toHaveLength(100);
    for (const { values, ses } of recorded)
      expect(differs([fitSes(numbers(values)).level], numbers(ses))).toBeLessThan(within);
  });

  it('Theta says the same, but where the other search stopped at larger squared errors', () => {
    const other = recorded.filter(({ values, theta }) => {
      const ours = thetaForecast(numbers(values), period, numbers(theta).length, standardTheta);
      return differs(ours, numbers(theta)) >= within;
    });
    expect(other.length).toBeLessThanOrEqual(2);
    for (const { values, theta_squares } of other) {
      const y = numbers(values);
      const season = thetaSeason(y, period);
      const adjusted = season ? deseasonalised(y, season) : Float64Array.from(y);
      const size = adjusted.reduce((sum, value) => sum + Math.abs(value), 0) / y.length;
      const squares = (fitTheta(adjusted, standardTheta).mse * (y.length - 3)) / size;
      expect(squares).toBeLessThan(Number(theta_squares));
    }
  });

  it('every form of ETS is as likely, or more', () => {
    for (const { values, form, log_likelihood } of recorded) {
      const [error, trend, season] = form.split('') as [EtsForm['error'], 'N' | 'A', EtsForm['season']];
      const fit = fitEts(numbers(values), { error, trend, season }, period, { thorough: true });
      const theirs = Number(log_likelihood);
      expect(fit!.logLikelihood).toBeGreaterThan(theirs - 0.001 * Math.abs(theirs));
    }
  });
});
