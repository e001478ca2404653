import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { methods } from './methods.js';
import { prepare } from './prepared.js';

const horizon = 6;
const anyNumber = fc.oneof(
  fc.double({ min: -1e100, max: 1e100, noNaN: true }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: 1, max: 1000 }),
);

describe.each(Object.values(methods).map((method) => [method.name, method] as const))('%s', (_, method) => {
  it('says nothing that is no number, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.array(anyNumber, { minLength: method.needs, maxLength: 70 }),
        fc.constantFrom(1, 4, 12),
        (values, period) => {
          const forecast = method.forecast(prepare(Float64Array.from(values), period), horizon);
          if (forecast === undefined) return;
          expect(forecast).toHaveLength(horizon);
          expect(forecast.some(Number.isNaN)).toBe(false);
        },
      ),
    );
  });

  it('forecasts a constant as it is', () => {
    const series = prepare(new Float64Array(Math.max(method.needs, 36)).fill(5), 12);
    for (const value of method.forecast(series, horizon) ?? [])
      expect(Math.abs(value - 5)).toBeLessThan(method.name === 'Croston' ? 0.3 : 1e-4);
  });
});
