import { InputError } from '../input-error.js';
import { type NelsonRule, nelsonSignals } from './nelson-rules.js';

/** A stretch of a control chart with limits of its own. */
export interface Phase {
  /** Position of its first point. */
  readonly from: number;
  /** How many of its first points set the limits; all of them where it is not given. */
  readonly baseline?: number;
}

/** A point of a control chart, with the limits that hold for it. */
export interface ControlPoint {
  readonly value: number;
  readonly centre: number;
  /** Three standard deviations below the centre; not below what the value can be. */
  readonly lower: number;
  readonly upper: number;
  /** The Nelson rules that the point completes within its phase. */
  readonly signals: readonly NelsonRule[];
}

/** The limits that a baseline sets. */
export interface Limits {
  readonly centre: number;
  /** Standard deviation of the point at a position of the whole chart. */
  deviationAt(at: number): number;
}

/** Between which values a point lies by its nature. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/**
 * Draws up a chart phase by phase: limits from each phase's baseline, rules within the phase.
 * @param limitsOf the limits that the points from `from` up to but not including `until` set
 * @throws {InputError} `PHASE_INVALID` when the phases are not in order, do not begin at 0, or have a baseline of fewer than two points
 */
export function controlPoints(
  values: readonly number[],
  phases: readonly Phase[],
  limitsOf: (from: number, until: number) => Limits,
  { least, most }: Bounds,
): ControlPoint[] {
  const invalid = values.findIndex((value) => !Number.isFinite(value));
  if (invalid >= 0)
    throw new InputError(
      'VALUE_INVALID',
      `the value at position ${invalid} is ${values[invalid]}: it must be finite`,
    );
  return phases.flatMap(({ from, baseline }, i) => {
    const until = phases[i + 1]?.from ?? values.length;
    const limited = from + (baseline ?? until - from);
    if ((i === 0 && from !== 0) || limited - from < 2 || limited > until)
      throw new InputError(
        'PHASE_INVALID',
        `phase ${i + 1}, from position ${from} up to ${until}: the first phase begins at 0, and a baseline has two points or more, all in its phase`,
      );
    const { centre, deviationAt } = limitsOf(from, limited);
    const own = values.slice(from, until);
    const signals = nelsonSignals(
      own.map((value, at) => standardised(value - centre, deviationAt(from + at))),
    );
    return own.map((value, at) => {
      const reach = 3 * deviationAt(from + at);
      return {
        value,
        centre,
        lower: Math.max(least, centre - reach),
        upper: Math.min(most, centre + reach),
        signals: signals[at]!,
      };
    });
  });
}

const standardised = (difference: number, deviation: number): number =>
  difference === 0 ? 0 : difference / deviation;
