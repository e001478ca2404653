import { coverCost, coverIndex, termsOfRow } from '../bound/cover-terms.js';
import type { Compiled, Roster } from '../model/compiled.js';

/** What the cover of each day costs in a roster. */
export function coverCostByDay(compiled: Compiled, roster: Roster): Float64Array {
  const { people, days, codes } = compiled;
  const index = coverIndex(compiled);
  const heads = new Int32Array(index.terms.length);
  for (let person = 0; person < people; person++)
    for (const term of termsOfRow(index, codes, person, roster.subarray(person * days, (person + 1) * days)))
      heads[term]!++;
  const costs = new Float64Array(days);
  index.terms.forEach((term, at) => {
    costs[term.day]! += coverCost(term, heads[at]!);
  });
  return costs;
}
