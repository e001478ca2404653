import { InputError } from '../input-error.js';
import type { ForecastStep, Override } from './override.js';

/**
 * The steps of a forecast, each as it stood: the statistical forecast first, untouched, then one for every step of the review, in the
 * order in which its first override comes. Within a step the later override of a period holds.
 * @param statistical values by period
 * @throws {InputError} `OVERRIDE_INVALID` when an override is of a period that is not forecast, is not finite, or has no author or reason
 */
export function judged(
  statistical: ReadonlyMap<string, number>,
  overrides: readonly Override[],
): ForecastStep[] {
  const steps: ForecastStep[] = [{ name: 'statistical', values: statistical }];
  for (const override of overrides) check(override, statistical);
  for (const step of new Set(overrides.map((override) => override.step))) {
    const values = new Map(steps.at(-1)!.values);
    for (const { period, value } of overrides.filter((override) => override.step === step))
      values.set(period, value);
    steps.push({ name: step, values });
  }
  return steps;
}

function check(
  { period, value, author, reason, step }: Override,
  statistical: ReadonlyMap<string, number>,
): void {
  const wrong = !statistical.has(period)
    ? 'is of a period that is not forecast'
    : !Number.isFinite(value)
      ? `has the value ${value}, which is no number`
      : author.trim() === '' || reason.trim() === ''
        ? 'needs an author and a reason'
        : step === 'statistical'
          ? 'cannot be part of the statistical forecast'
          : undefined;
  if (wrong !== undefined)
    throw new InputError('OVERRIDE_INVALID', `the override of ${period} by ${author || 'nobody'} ${wrong}`);
}
