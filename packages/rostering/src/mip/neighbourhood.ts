import { masksOf } from '../bound/sub-problem.js';
import type { Compiled, Roster } from '../model/compiled.js';

/** What may differ from the roster: only these people, on the days `from <= day < until`. As masks. */
export function neighbourhood(
  compiled: Compiled,
  roster: Roster,
  people: ReadonlySet<number>,
  from: number,
  until: number,
): Uint8Array[] {
  const { days, codes } = compiled;
  return masksOf(compiled).map((mask, person) => {
    for (let day = 0; day < days; day++) {
      if (people.has(person) && day >= from && day < until) continue;
      mask.fill(0, day * codes, (day + 1) * codes);
      mask[day * codes + roster[person * days + day]!] = 1;
    }
    return mask;
  });
}
