import type { BacktestPlan } from '../combination/origins.js';
import type { Outlook } from '../combination/outlook.js';
import { openDayFactors } from '../models/open-days.js';
import type { Series } from '../series/series.js';
import { isYoung, type LentSeason, lentSeason } from './lent-season.js';
import { type ForecastOptions, planOf } from './options.js';

/** What is to be worked out for a series: values that compare from period to period. */
export interface Task {
  readonly values: readonly number[];
  readonly period: number;
  readonly plan: BacktestPlan;
  /** What the values of the periods ahead are multiplied by afterwards. */
  readonly ahead: readonly number[];
  /** How many series lent this one their season; 0 for none. */
  readonly lenders: number;
}

/**
 * What is to be worked out for each series. What is known of a period beforehand, its open days and for a young series the
 * season of the others, is taken out of the values, to be put back onto the forecasts.
 */
export function tasksOf(series: readonly Series[], options: ForecastOptions): Task[] {
  const lent = new Map<string, LentSeason | undefined>();
  return series.map((one) => {
    const { calendar } = one;
    if (!isYoung(one) || calendar.season < 2) return taskOf(one, options, undefined);
    if (!lent.has(calendar.name)) {
      const alike = series.filter((other) => other.calendar.name === calendar.name);
      lent.set(calendar.name, lentSeason(alike, calendar.season));
    }
    return taskOf(one, options, lent.get(calendar.name));
  });
}

function taskOf(series: Series, options: ForecastOptions, lent: LentSeason | undefined): Task {
  const { calendar, start, values } = series;
  const plan = planOf(calendar, options);
  const size = { past: values.length, ahead: plan.horizon };
  const open = options.opening && openDayFactors(calendar, start, size, options.opening);
  const season = values.every((value) => value >= 0) ? lent : undefined;
  const factors = Array.from(
    { length: size.past + size.ahead },
    (_, index) => (open?.[index] ?? 1) * (season?.factors[(start + index) % calendar.season] ?? 1),
  );
  return {
    values: values.map((value, index) => (factors[index]! > 0 ? value / factors[index]! : value)),
    period: season ? 1 : calendar.season,
    plan,
    ahead: factors.slice(values.length),
    lenders: season?.lenders ?? 0,
  };
}

/** An outlook on the values of a task, as one on the values of its series. */
export const putBack = (outlook: Outlook, { ahead }: Task): Outlook => ({
  ...outlook,
  mean: outlook.mean.map((value, step) => value * ahead[step]!),
  scale: outlook.scale.map((value, step) => value * ahead[step]!),
});
