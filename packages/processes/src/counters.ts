/** What a process has done since this operating-system process started. */
export interface Counters {
  /** Events and timers dealt with. */
  handled: number;
  /** Commands that were accepted, repeats of accepted ones among them. */
  commands: number;
  /** Refusals that the process takes for done. */
  refusals: number;
  /** Events and timers parked. */
  parked: number;
  /** Tries that failed and were followed by another. */
  retries: number;
  /** Gaps in what the bus delivered, each filled from the log. */
  gaps: number;
}

export const newCounters = (): Counters => ({
  handled: 0,
  commands: 0,
  refusals: 0,
  parked: 0,
  retries: 0,
  gaps: 0,
});
