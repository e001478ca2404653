import { describe, expect, it } from 'vitest';
import { formsFor, nameOf } from './form.js';
import { type EtsGradient, type EtsParameters, gradient, likelihood, workspaceFor } from './recursion.js';

const period = 4;
const y = Float64Array.from(
  { length: 30 },
  (_, t) => 1 + 0.01 * t + 0.2 * Math.sin(t) + 0.1 * Math.cos((Math.PI * t) / 2),
);
const smoothing = ['alpha', 'beta', 'gamma', 'phi', 'level', 'trend'] as const;

describe('the gradient of the likelihood', () => {
  it.each(formsFor({ positive: true, seasonal: true }).map((form) => [nameOf(form), form] as const))(
    'of %s is that of difference quotients',
    (_, form) => {
      const m = form.season === 'N' ? 0 : period;
      const space = workspaceFor(y.length, m);
      const parameters: EtsParameters = {
        alpha: 0.3,
        beta: form.trend === 'N' ? 0 : 0.05,
        gamma: m > 0 ? 0.2 : 0,
        phi: form.trend === 'Ad' ? 0.9 : 1,
        level: 1,
        trend: form.trend === 'N' ? 0 : 0.01,
        season: Float64Array.from(
          { length: m },
          (__, j) => (form.season === 'M' ? 1 : 0) + 0.1 * Math.sin(j),
        ),
      };
      const slopes: EtsGradient = { ...parameters, season: new Float64Array(m) };
      likelihood(y, form, parameters, space);
      gradient(y, form, parameters, space, slopes);
      const quotient = (change: (by: number) => EtsParameters): number => {
        const by = 1e-6;
        return (likelihood(y, form, change(by), space) - likelihood(y, form, change(-by), space)) / (2 * by);
      };
      for (const name of smoothing.filter((one) => one !== 'gamma' || m > 0))
        expect(slopes[name], name).toBeCloseTo(
          quotient((by) => ({ ...parameters, [name]: parameters[name] + by })),
          3,
        );
      for (let j = 0; j < m; j++)
        expect(slopes.season[j], `season ${j}`).toBeCloseTo(
          quotient((by) => ({
            ...parameters,
            season: parameters.season.map((s, k) => (k === j ? s + by : s)),
          })),
          3,
        );
    },
  );
});
