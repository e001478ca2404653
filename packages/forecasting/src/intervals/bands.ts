import type { Outlook } from '../combination/outlook.js';
import type { Calibration } from './calibration.js';

/** Within `lower` and `upper` a share of `level` of the outcomes is expected, step by step. */
export interface Band {
  readonly level: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** The band of a forecast: its mean, and so many usual error sizes to either side as the calibration says. */
export function bandOf(
  { mean, scale, nonNegative }: Pick<Outlook, 'mean' | 'scale' | 'nonNegative'>,
  calibration: Calibration,
  level: number,
): Band {
  const reach = mean.map((_, step) => calibration.width(step, level) * scale[step]!);
  const lower = mean.map((value, step) =>
    Math.max(value - reach[step]!, nonNegative ? 0 : -Number.MAX_VALUE),
  );
  const upper = mean.map((value, step) => Math.min(value + reach[step]!, Number.MAX_VALUE));
  return { level, lower, upper };
}
