import { coverCost, coverIndex, subtractTermValues, termsOfRow } from '../bound/cover-terms.js';
import { masksOf } from '../bound/sub-problem.js';
import type { Compiled, Roster } from '../model/compiled.js';
import { rowScratch } from '../rows/cost-to-go.js';
import { rowByParts } from '../rows/row-by-parts.js';
import { rowRulesOf } from '../rows/row-rules-of.js';
import { limitsByPerson } from '../rows/row-worth.js';

/** Times that everybody's row is chosen again. */
const sweeps = 3;

/**
 * First rosters: person by person the best legal row given the others' rows, and again several times over, with the roster
 * so far after each time. Where a person has no legal row that the dynamic programming finds, the row stays empty.
 */
export function* greedyRosters(compiled: Compiled): Generator<Roster> {
  const { people, days, codes, cellCost } = compiled;
  const cells = days * codes;
  const limits = limitsByPerson(compiled);
  const index = coverIndex(compiled);
  const scratch = rowScratch();
  const masks = masksOf(compiled);
  const roster = new Uint8Array(people * days);
  const heads = new Int32Array(index.terms.length);
  const count = (person: number, by: number) => {
    for (const term of termsOfRow(index, codes, person, roster.subarray(person * days, (person + 1) * days)))
      heads[term]! += by;
  };
  for (let person = 0; person < people; person++) count(person, 1);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let person = 0; person < people; person++) {
      count(person, -1);
      const gains = Float64Array.from(
        index.terms,
        (term, at) => coverCost(term, heads[at]!) - coverCost(term, heads[at]! + 1),
      );
      const prices = Float64Array.from(cellCost.subarray(person * cells, (person + 1) * cells));
      subtractTermValues(index, person, gains, prices);
      const row = rowByParts(rowRulesOf(compiled, person, limits[person]!, masks[person]!), prices, scratch);
      if (row) roster.set(row, person * days);
      count(person, 1);
    }
    yield roster;
  }
}
