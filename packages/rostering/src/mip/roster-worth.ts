import { coverIndex, termsOfRow } from '../bound/cover-terms.js';
import type { Compiled, CoverTerm, Roster } from '../model/compiled.js';
import { limitsByPerson, rowWorth } from '../rows/row-worth.js';

/** Cost of a roster, Infinity where it breaks a hard rule. */
export function rosterWorth(compiled: Compiled, roster: Roster): number {
  const { people, days, codes } = compiled;
  const index = coverIndex(compiled);
  const heads = new Int32Array(index.terms.length);
  let cost = 0;
  limitsByPerson(compiled).forEach((limits, person) => {
    const row = roster.subarray(person * days, (person + 1) * days);
    cost += rowWorth(compiled, limits, person, row);
    for (const term of termsOfRow(index, codes, person, row)) heads[term]!++;
  });
  return index.terms.reduce((sum, term, at) => sum + priced(term, heads[at]!), people === 0 ? 0 : cost);
}

const priced = ({ target, under, over, minimum, maximum }: CoverTerm, heads: number): number =>
  heads < minimum || heads > maximum
    ? Number.POSITIVE_INFINITY
    : heads < target
      ? (target - heads) * under
      : (heads - target) * over;
