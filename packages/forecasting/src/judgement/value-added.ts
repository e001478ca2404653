import type { ForecastStep, Override } from './override.js';

/** How good a step of a forecast was, once the actual values are known. */
export interface StepScore {
  readonly step: string;
  /** Mean absolute error over the periods that have an actual value. */
  readonly error: number;
  /** By how much the error is smaller than that of the step before, in the unit of the series; negative where the step did harm. */
  readonly valueAdded: number | undefined;
  /** The same against the first step. */
  readonly valueAddedInAll: number | undefined;
  /** How many periods were scored. */
  readonly periods: number;
}

/**
 * The forecast value added of each step, by its mean absolute error ("stairstep report"; Gilliland, "The business forecasting
 * deal", 2010, chapter 4). Begin with a naive forecast as a step to see what the statistical one is worth.
 * @param steps in the order in which they were made, all of the same periods
 * @param actuals values by period, as far as they are known
 */
export function valueAdded(
  steps: readonly ForecastStep[],
  actuals: ReadonlyMap<string, number>,
): StepScore[] {
  const errors = steps.map(({ values }) => {
    const known = [...values].filter(([period]) => actuals.has(period));
    const sum = known.reduce((total, [period, value]) => total + Math.abs(value - actuals.get(period)!), 0);
    return { error: sum / known.length, periods: known.length };
  });
  return steps.map(({ name }, i) => ({
    step: name,
    ...errors[i]!,
    valueAdded: i === 0 ? undefined : errors[i - 1]!.error - errors[i]!.error,
    valueAddedInAll: i === 0 ? undefined : errors[0]!.error - errors[i]!.error,
  }));
}

/** How good one override was. */
export interface OverrideScore {
  readonly override: Override;
  /** What stood there before it. */
  readonly before: number;
  readonly actual: number;
  /** By how much it came nearer to the actual value; negative where it went further from it. */
  readonly valueAdded: number;
}

/** The value that each override added, for those whose period has an actual value: by author or reason, what judgement is worth. */
export function overridesScored(
  steps: readonly ForecastStep[],
  overrides: readonly Override[],
  actuals: ReadonlyMap<string, number>,
): OverrideScore[] {
  const before = (override: Override) =>
    steps[steps.findIndex(({ name }) => name === override.step) - 1]!.values.get(override.period)!;
  return overrides
    .filter(({ period }) => actuals.has(period))
    .map((override) => {
      const actual = actuals.get(override.period)!;
      const was = before(override);
      return {
        override,
        before: was,
        actual,
        valueAdded: Math.abs(was - actual) - Math.abs(override.value - actual),
      };
    });
}
