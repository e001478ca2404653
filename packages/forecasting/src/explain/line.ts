/** What was charged or spent on one line at one site, and for how much of it. */
export interface Line {
  readonly site: string;
  /** A service, a product, a kind of staff, an account. */
  readonly line: string;
  /** In minor units of one currency; an expense is as positive as a revenue. */
  readonly amount: bigint;
  /**
   * Units sold, or hours paid; in the smallest unit that is counted, the same on both sides (1,234.5 hours are 12345n tenths). Undefined
   * where an amount has no quantity: its difference is all {@link Parts.spending}.
   */
  readonly quantity?: bigint;
}

/** What a side of a comparison consists of: a budget, an actual, a period. */
export interface Side {
  /** At most one for each site and line. */
  readonly lines: readonly Line[];
  /**
   * What each site produced with the quantities of its lines: visits beside hours. Given on both sides, the difference that more or fewer hours
   * a visit make is {@link Parts.efficiency}.
   */
  readonly outputs?: ReadonlyMap<string, bigint>;
}
