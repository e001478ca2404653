import { InputError } from '../input-error.js';
import { type ControlPoint, controlPoints, type Phase } from './control-chart.js';

/** Occurrences, and out of how many cases or over how much opportunity. */
export interface Counted {
  /** No-shows, incidents, defects; a whole number. */
  readonly count: number;
  /** Of so many appointments, or in so many hours; above zero. */
  readonly of: number;
}

const wholePhase: readonly Phase[] = [{ from: 0 }];

/**
 * The p chart of a share, each case counting or not: the standard deviation of a point is √(p̄(1 − p̄)/n), n being its own number of cases
 * (Montgomery, "Introduction to statistical quality control", 7.2). With thousands of cases a point the limits are closer than
 * ordinary variation between periods; chart the shares by {@link xmr} then.
 * @throws {InputError} `COUNT_INVALID` when a count is not a whole number between 0 and the cases; see also {@link controlPoints}
 */
export function pChart(counted: readonly Counted[], phases = wholePhase): ControlPoint[] {
  checked(
    counted,
    ({ count, of }) => count <= of && Number.isInteger(of),
    'at most as many as there are cases, which are whole',
  );
  return rates(counted, phases, 1, (share, of) => Math.sqrt((share * (1 - share)) / of));
}

/**
 * The u chart of a rate, occurrences per unit of opportunity: the standard deviation of a point is √(ū/n), n being its own opportunity (Montgomery, 7.3).
 * @throws {InputError} `COUNT_INVALID` when a count is not a whole number from 0 on, or an opportunity not above 0; see also {@link controlPoints}
 */
export function uChart(counted: readonly Counted[], phases = wholePhase): ControlPoint[] {
  checked(counted, () => true, 'a whole number from 0 on');
  return rates(counted, phases, Number.POSITIVE_INFINITY, (rate, of) => Math.sqrt(rate / of));
}

function rates(
  counted: readonly Counted[],
  phases: readonly Phase[],
  most: number,
  deviation: (centre: number, of: number) => number,
): ControlPoint[] {
  const total = (part: readonly Counted[], of: (one: Counted) => number) =>
    part.reduce((sum, one) => sum + of(one), 0);
  return controlPoints(
    counted.map(({ count, of }) => count / of),
    phases,
    (from, until) => {
      const part = counted.slice(from, until);
      const centre = total(part, ({ count }) => count) / total(part, ({ of }) => of);
      return { centre, deviationAt: (at) => deviation(centre, counted[at]!.of) };
    },
    { least: 0, most },
  );
}

function checked(counted: readonly Counted[], fits: (one: Counted) => boolean, must: string): void {
  counted.forEach((one, at) => {
    const { count, of } = one;
    if (!Number.isInteger(count) || count < 0 || !Number.isFinite(of) || of <= 0 || !fits(one))
      throw new InputError(
        'COUNT_INVALID',
        `position ${at}: ${count} of ${of}; a count is ${must}, and is of more than 0`,
      );
  });
}
