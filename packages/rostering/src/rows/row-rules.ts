/**
 * A limit on a weighted count of shifts in a stretch of days, such as at most four nights: over the days
 * `from <= day < until`, `Σ weights[shift of day] <= max`. Weights are by shift, 0 for off, never negative.
 */
export interface Cap {
  readonly weights: Int32Array;
  readonly from: number;
  readonly until: number;
  readonly max: number;
}

/**
 * What makes a row (the shifts of one person over all days) legal, in the form the dynamic programming needs.
 * Shifts are 1..codes-1, 0 is off. What is not here must be linear in (day, shift), and is then part of the prices.
 */
export interface RowRules {
  readonly days: number;
  /** Number of shifts, and one for off. */
  readonly codes: number;
  /** Minutes (or another measure) of each shift; entry 0 is 0. */
  readonly minutes: Int32Array;
  /** 1 where shift `b` may not stand on the day after shift `a`, at `a * codes + b`. Off may always. */
  readonly banned: Uint8Array;
  readonly minMinutes: number;
  readonly maxMinutes: number;
  readonly maxConsecutiveWork: number;
  readonly minConsecutiveWork: number;
  readonly minConsecutiveOff: number;
  readonly maxWeekends: number;
  /** Weekend of each day, or -1. A weekend is one day, or two adjacent ones. */
  readonly weekendOfDay: Int32Array;
  /** 1 where the person may have the shift (or off) that day, at `day * codes + shift`. */
  readonly allowed: Uint8Array;
  /** Days worked without a break right before day 0 (positive), days off (negative), or 0: nothing known. */
  readonly runBefore: number;
  /** Whether a run of work, or of days off, that reaches day 0 may be longer than is known, so that it is never too short. */
  readonly workOpen: boolean;
  readonly offOpen: boolean;
  /** Whether a run that ended right before day 0 has to be long enough too, as it has in the middle of a longer row. */
  readonly goesOn: boolean;
  /** The shift of the day before day 0, if `runBefore` is positive; else 0. */
  readonly shiftBefore: number;
  readonly caps: readonly Cap[];
}
