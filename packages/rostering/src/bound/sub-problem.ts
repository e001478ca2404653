import type { Compiled, CoverTerm } from '../model/compiled.js';
import { limitsByPerson, type PersonLimits, rowWorth } from '../rows/row-worth.js';
import { type CoverIndex, coverCost, coverIndex, termsOfRow } from './cover-terms.js';

/** What a person may have: 1 at `day * codes + code`. One mask a person. */
export type Masks = readonly Uint8Array[];

/** The compiled problem's own masks, as copies. */
export function masksOf({ people, days, codes, allowed }: Compiled): Uint8Array[] {
  const cells = days * codes;
  return Array.from({ length: people }, (_, person) => allowed.slice(person * cells, (person + 1) * cells));
}

/** What is left to decide within masks. */
export interface SubProblem {
  readonly limits: readonly PersonLimits[];
  /** People with a cell that is open. */
  readonly people: readonly number[];
  /** Rows of the others. */
  readonly settled: readonly (Uint8Array | undefined)[];
  /** The cover that the open people can change, less what the settled ones give to it. */
  readonly index: CoverIndex;
  /** Cost of all the rest. Infinity where a settled row is illegal. */
  readonly constant: number;
}

/** Separates what masks leave open from what they settle. */
export function subProblem(compiled: Compiled, masks: Masks): SubProblem {
  const { days, codes } = compiled;
  const limits = limitsByPerson(compiled);
  const index = coverIndex(compiled);
  const settled = masks.map((mask) => onlyRow(mask, days, codes));
  const people = settled.flatMap((row, person) => (row ? [] : [person]));

  let constant = 0;
  const heads = new Int32Array(index.terms.length);
  const openDays = new Uint8Array(days);
  masks.forEach((mask, person) => {
    const row = settled[person];
    if (row) {
      constant += rowWorth(compiled, limits[person]!, person, row);
      for (const term of termsOfRow(index, codes, person, row)) heads[term]!++;
      return;
    }
    for (let day = 0; day < days; day++) if (onlyCode(mask, day, codes) === undefined) openDays[day] = 1;
  });
  // On days that nobody can change, people with open cells elsewhere count as settled too.
  for (const person of people) {
    const row = Uint8Array.from({ length: days }, (_, day) => onlyCode(masks[person]!, day, codes) ?? 0);
    for (const term of termsOfRow(index, codes, person, row))
      if (openDays[index.terms[term]!.day] === 0) heads[term]!++;
  }
  const terms: CoverTerm[] = [];
  index.terms.forEach((term, at) => {
    if (openDays[term.day] === 0) constant += coverCost(term, heads[at]!);
    else terms.push(lessHeads(term, heads[at]!));
  });
  return { limits, people, settled, index: coverIndex({ cover: terms, days, codes }), constant };
}

const lessHeads = (term: CoverTerm, heads: number): CoverTerm => ({
  ...term,
  target: term.target - heads,
  minimum: term.minimum - heads,
  maximum: term.maximum - heads,
});

/** The code of a day on which only one may be had. */
function onlyCode(mask: Uint8Array, day: number, codes: number): number | undefined {
  let only: number | undefined;
  for (let code = 0; code < codes; code++) {
    if (mask[day * codes + code] === 0) continue;
    if (only !== undefined) return undefined;
    only = code;
  }
  return only;
}

function onlyRow(mask: Uint8Array, days: number, codes: number): Uint8Array | undefined {
  const row = new Uint8Array(days);
  for (let day = 0; day < days; day++) {
    const code = onlyCode(mask, day, codes);
    if (code === undefined) return undefined;
    row[day] = code;
  }
  return row;
}
