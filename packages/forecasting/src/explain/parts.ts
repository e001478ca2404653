/** What a difference consists of, in minor units; what does not apply is 0. */
export interface Parts {
  /** The whole group does more or less. */
  readonly volume: bigint;
  /** The same volume at other sites. */
  readonly siteMix: bigint;
  /** More or fewer hours for the same output. */
  readonly efficiency: bigint;
  /** The same volume on other lines: services, kinds of staff. */
  readonly lineMix: bigint;
  /** Another price of a unit; the rate of an hour. */
  readonly price: bigint;
  /** Lines the base does not have. */
  readonly begun: bigint;
  /** Lines only the base has. */
  readonly ended: bigint;
  /** Differences of amounts that have no quantity. */
  readonly spending: bigint;
}

/** In the order in which they are told. */
export const partNames = [
  'volume',
  'siteMix',
  'efficiency',
  'lineMix',
  'price',
  'begun',
  'ended',
  'spending',
] as const satisfies readonly (keyof Parts)[];

export const sumOfParts = (all: readonly Parts[]): Parts =>
  Object.fromEntries(
    partNames.map((name) => [name, all.reduce((sum, parts) => sum + parts[name], 0n)]),
  ) as unknown as Parts;
