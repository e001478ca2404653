/** What a projection has done in this process since its start. */
export interface Counters {
  /** Events applied. */
  applied: number;
  /** Events dropped because they were applied already. */
  repeats: number;
  /** Gaps found in what the bus delivered, each filled from the log. */
  gaps: number;
  /** Transactions committed. */
  transactions: number;
  /** Transactions begun again after a passing failure. */
  retries: number;
}

export const newCounters = (): Counters => ({ applied: 0, repeats: 0, gaps: 0, transactions: 0, retries: 0 });
