/**
 * What makes a row (the shifts of one person over all days) legal, in the form the dynamic programming needs.
 * Shifts are 1..shifts, 0 is off. Everything that is not here must be linear in (day, shift) and goes into the prices.
 */
export interface RowRules {
  /** Number of days. */
  days: number;
  /** Number of shift types. */
  shifts: number;
  /** Minutes of each shift; entry 0 is 0. Length shifts + 1. */
  minutes: Int32Array;
  /** 1 where shift `b` may stand on the day after shift `a`, at `a * (shifts + 1) + b`; off is always allowed by the graph. */
  mayFollow: Uint8Array;
  /** At most this many of each shift; entry 0 is ignored. Length shifts + 1. */
  maxOfShift: Int32Array;
  minMinutes: number;
  maxMinutes: number;
  maxConsecutiveWork: number;
  minConsecutiveWork: number;
  minConsecutiveOff: number;
  maxWeekends: number;
  /** Weekend number of each day, or -1. A weekend is at most two adjacent days. */
  weekendOfDay: Int32Array;
  /** 1 where the person may have the shift (or off) that day, at `day * (shifts + 1) + shift`. */
  allowed: Uint8Array;
  /**
   * Days worked without a break right before day 0 (positive), days off (negative), or 0: nothing known, so that the run
   * that begins on day 0 is exempt from the minimum lengths. The run that ends on the last day always is.
   */
  runBefore: number;
  /** The shift of the day before day 0, if `runBefore` is positive; else 0. */
  shiftBefore: number;
}
