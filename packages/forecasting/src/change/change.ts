/** What can change in a series; see {@link Change}. */
export const changeKinds = [
  'level-shift',
  'trend-change',
  'outlier',
  'seasonal-change',
  'variance-change',
] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** Whether a change adds to the series or multiplies it. */
export type Scale = 'additive' | 'multiplicative';

/** Something that changed in a series. */
export interface Change {
  readonly kind: ChangeKind;
  /** Position of the first period that is different. */
  readonly at: number;
  /** First and last position at which the change may have begun, at 95 % by the profile of the likelihood. */
  readonly between: readonly [number, number];
  /** How many periods it lasted: an outlier's length; undefined where it lasts until the end or the next change. */
  readonly periods?: number;
  /** Position of a seasonal change's largest difference, within a season of its beginning. */
  readonly largestAt?: number;
  /**
   * By how much, in the unit of the series. A level shift, and an outlier on average: the difference it made. A trend change: the
   * difference in growth per period. A seasonal change: the largest difference within a year of seasons. A variance
   * change: the difference in the standard deviation of the noise.
   */
  readonly size: number;
  /**
   * The same as a ratio: a level shift, an outlier or a seasonal change, of the level without it (0.2 is a fifth more); a
   * trend change, of the level, per period; a variance change, the standard deviation after over the one before, less one. Infinite
   * where there was nothing.
   */
  readonly relative: number;
  /**
   * One less the probability that a quiet series of the same length shows anything this clear, of any kind, anywhere
   * (Bonferroni over all that was looked for).
   */
  readonly confidence: number;
}

/** What was found in a series, and the series without it. */
export interface ChangeReport {
  /** In the order of time. */
  readonly changes: readonly Change[];
  readonly scale: Scale;
  /** Position of the first period that was looked at. */
  readonly from: number;
  /** Level, trend, season and changes: what the series would be without noise, from there on. */
  readonly expected: readonly number[];
  /** Standard deviation of the noise before any variance change: in the unit of the series, or as a ratio where multiplicative. */
  readonly noise: number;
  /** Correlation of the noise of one period with the next. */
  readonly correlation: number;
}
