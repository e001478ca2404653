import { d2, d4 } from './constants.js';
import { type ControlPoint, controlPoints, type Phase } from './control-chart.js';

/** A chart of individual values, and of their moving ranges. */
export interface XmrChart {
  readonly individuals: readonly ControlPoint[];
  /** The difference of each point to the one before it in its phase, beside the mean and the upper limit of such differences. */
  readonly movingRanges: readonly (MovingRange | undefined)[];
}

export interface MovingRange {
  readonly value: number;
  readonly centre: number;
  readonly upper: number;
  readonly signal: boolean;
}

const unbounded = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };

/**
 * The XmR chart: the standard deviation is the mean moving range of two over d2, so that the limits are 2.66 mean ranges from the mean
 * (Wheeler and Chambers, "Understanding statistical process control", 1992). For values of one kind, one a period.
 * @throws {InputError} see {@link controlPoints}
 */
export function xmr(values: readonly number[], phases: readonly Phase[] = [{ from: 0 }]): XmrChart {
  const rangesOf = (from: number, until: number) =>
    values.slice(from + 1, until).map((value, i) => Math.abs(value - values[from + i]!));
  const individuals = controlPoints(
    values,
    phases,
    (from, until) => {
      const deviation = mean(rangesOf(from, until)) / d2;
      return { centre: mean(values.slice(from, until)), deviationAt: () => deviation };
    },
    unbounded,
  );
  const movingRanges = phases.flatMap(({ from, baseline }, i) => {
    const until = phases[i + 1]?.from ?? values.length;
    const centre = mean(rangesOf(from, from + (baseline ?? until - from)));
    const upper = d4 * centre;
    const ranges = rangesOf(from, until).map((value) => ({ value, centre, upper, signal: value > upper }));
    return [undefined, ...ranges];
  });
  return { individuals, movingRanges };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
