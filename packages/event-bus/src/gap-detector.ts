/** What an event is to a subscriber that knows the last position it has applied from the event's partition. */
export type Continuity = 'next' | 'repeat' | 'gap';

/**
 * Judges an event by one number. Everything that is neither the next one nor a repeat is a gap: fill it from the
 * owner's log before applying anything else of the partition.
 */
export const continuityOf = (last: number, previous: number, position: number): Continuity =>
  position <= last ? 'repeat' : previous === last ? 'next' : 'gap';

/** Proves that a subscriber sees every event of each partition once, with one number per partition. */
export interface GapDetector {
  /** Judges an event and, when it is the next one, remembers it. */
  check(partition: string, previous: number, position: number): Continuity;
  /** The last position applied from a partition. 0: none. */
  last(partition: string): number;
  /** Sets the last position, for instance after a gap was filled. */
  advance(partition: string, position: number): void;
}

/**
 * A detector that knows where each partition stands, for instance from a subscriber's stored checkpoints.
 * @example
 * const detector = createGapDetector();
 * detector.check('people.employee/3', 0, 5); // 'next': the first event of the partition
 * detector.check('people.employee/3', 0, 5); // 'repeat': drop it
 * detector.check('people.employee/3', 9, 12); // 'gap': what is after 5, up to 9, is missing
 */
export function createGapDetector(start: Iterable<readonly [string, number]> = []): GapDetector {
  const lasts = new Map(start);
  const last = (partition: string) => lasts.get(partition) ?? 0;
  const advance = (partition: string, position: number) => void lasts.set(partition, position);
  return {
    last,
    advance,
    check(partition, previous, position) {
      const continuity = continuityOf(last(partition), previous, position);
      if (continuity === 'next') advance(partition, position);
      return continuity;
    },
  };
}
