/** From when, and until before when, something was what the service knew: the second clock. */
export interface Known {
  /** When it was recorded. */
  readonly since: Date;
  /** When something else was recorded instead; {@link STILL} while nothing was. */
  readonly to: Date;
}

/** After every instant: what is known now. */
export const STILL = new Date('9999-12-31T00:00:00Z');

/** Whether it was known at an instant. */
export const knownAt = ({ since, to }: Known, instant: Date): boolean => since <= instant && instant < to;

/**
 * What was known, after an instant at which `now` became what is known: entries that say the same stay, the others
 * are kept as known until then, and new ones are known from then on. The newest knowledge comes first, because most
 * questions are about it.
 */
export function relearned<Entry extends object>(
  before: readonly (Entry & Known)[],
  now: readonly Entry[],
  at: Date,
  same: (a: Entry, b: Entry) => boolean,
): readonly (Entry & Known)[] {
  const still = before.filter(({ to }) => to.getTime() === STILL.getTime());
  const past = before.filter(({ to }) => to.getTime() !== STILL.getTime());
  const current = now.map(
    (entry) => still.find((each) => same(each, entry)) ?? { ...entry, since: at, to: STILL },
  );
  const replaced = still
    .filter((entry) => !current.includes(entry))
    // What was recorded and replaced at one instant was never to be seen.
    .filter(({ since }) => since < at)
    .map((entry) => ({ ...entry, to: at }));
  return [...current, ...replaced, ...past];
}
