import type { Compiled, CoverTerm } from '../model/compiled.js';

/** The cover terms that cost or forbid anything, and which of them each assignment counts for. */
export interface CoverIndex {
  readonly terms: readonly CoverTerm[];
  /** Terms of (day, code), whoever has it: `start[day * codes + code]` to the next, into `items`. */
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** What is paid, in bounds and sub-problems, for a head that a hard minimum or maximum of the cover misses. */
export const hardCoverPrice = 10_000;

/** What so many heads cost, with {@link hardCoverPrice} for hard breaches. */
export function coverCost({ target, under, over, minimum, maximum }: CoverTerm, heads: number): number {
  const hard = Math.max(0, minimum - heads, heads - maximum) * hardCoverPrice;
  return (
    hard +
    (heads < target
      ? (target - Math.max(heads, minimum)) * under
      : (Math.min(heads, maximum) - target) * over)
  );
}

/** How many heads can be missing without breaking a hard minimum. */
export const mostMissing = ({ target, minimum }: CoverTerm): number =>
  Math.max(0, target - Math.max(0, minimum));

/** Indexes the cover of a problem. */
export function coverIndex({ cover, days, codes }: Pick<Compiled, 'cover' | 'days' | 'codes'>): CoverIndex {
  const terms = cover.filter(
    ({ under, over, minimum, maximum }) =>
      under > 0 || over > 0 || minimum > 0 || maximum < Number.POSITIVE_INFINITY,
  );
  const lists: number[][] = Array.from({ length: days * codes }, () => []);
  terms.forEach(({ day, shifts }, term) => {
    for (const code of shifts) lists[day * codes + code]!.push(term);
  });
  const start = new Int32Array(days * codes + 1);
  lists.forEach((list, cell) => {
    start[cell + 1] = start[cell]! + list.length;
  });
  return { terms, start, items: Int32Array.from(lists.flat()) };
}

/** The terms that a person's row counts for. */
export function termsOfRow(index: CoverIndex, codes: number, person: number, row: Uint8Array): number[] {
  const counted: number[] = [];
  for (let day = 0; day < row.length; day++) {
    const cell = day * codes + row[day]!;
    for (let item = index.start[cell]!; item < index.start[cell + 1]!; item++) {
      const term = index.items[item]!;
      if (index.terms[term]!.who?.[person] !== 0) counted.push(term);
    }
  }
  return counted;
}

/** Takes the terms' values (dual prices) off the prices of a person's assignments. */
export function subtractTermValues(
  index: CoverIndex,
  person: number,
  values: Float64Array,
  prices: Float64Array,
): void {
  const cells = prices.length;
  for (let cell = 0; cell < cells; cell++) {
    for (let item = index.start[cell]!; item < index.start[cell + 1]!; item++) {
      const term = index.items[item]!;
      if (index.terms[term]!.who?.[person] !== 0) prices[cell]! -= values[term]!;
    }
  }
}
