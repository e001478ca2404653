/** From when, and until before when, something was what the service knew: the second clock. */
export interface Known {
  /** When it was recorded. */
  readonly since: Date;
  /** When something else was recorded instead; {@link STILL} while nothing was. */
  readonly to: Date;
}

/** After every instant: what is known now. */
export const STILL = new Date('9999-12-31T00:00:00Z');

/** Knowledge in two parts: what is known now, which most questions are about, and what was known before. */
export interface Knowledge<Entry> {
  readonly now: readonly (Entry & Known)[];
  readonly past: readonly (Entry & Known)[];
}

/**
 * Knowledge after an instant at which `now` became what is known: entries that say the same stay, the others are kept
 * as known until then, and new ones are known from then on.
 */
export function relearned<Entry extends object>(
  before: Knowledge<Entry>,
  now: readonly Entry[],
  at: Date,
  same: (a: Entry, b: Entry) => boolean,
): Knowledge<Entry> {
  const current = now.map(
    (entry) => before.now.find((each) => same(each, entry)) ?? { ...entry, since: at, to: STILL },
  );
  const replaced = before.now
    .filter((entry) => !current.includes(entry))
    // What was recorded and replaced at one instant was never to be seen.
    .filter(({ since }) => since < at)
    .map((entry) => ({ ...entry, to: at }));
  return { now: current, past: [...replaced, ...before.past] };
}
