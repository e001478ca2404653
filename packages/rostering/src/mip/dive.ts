import type { ColumnGeneration } from '../bound/column-generation.js';
import type { Roster } from '../model/compiled.js';

export interface DiveOptions {
  /** Nothing that costs as much or more is looked for. */
  readonly cutoff: number;
  /** Share of the open cells that are settled per step. */
  readonly pace: number;
  /** Numbers from 0 to 1 that break ties. */
  readonly random: () => number;
  readonly stop: () => boolean;
}

/** Rounds of pricing per step. */
const roundsPerStep = 12;
const settled = 1 - 1e-6;

/**
 * Dives from the optimum of the master to a roster: settles the cells (person, day) on which the rows mostly agree, prices
 * rows that go with them, and so on until every person has one row. After Strandmark, Qu, Curtois: First-order linear
 * programming in a column generation-based heuristic approach to the nurse rostering problem, Computers & OR 120 (2020).
 *
 * @returns undefined where the bound under what is settled reaches the cutoff, or when stopped
 */
export function dive(cg: ColumnGeneration, options: DiveOptions): Roster | undefined {
  const narrowed = new Set<number>();
  try {
    return descend(cg, options, narrowed);
  } finally {
    cg.narrow(cg.masks, narrowed);
  }
}

/** `narrowed` collects the people whose masks were narrowed. */
function descend(cg: ColumnGeneration, options: DiveOptions, narrowed: Set<number>): Roster | undefined {
  const { compiled, master } = cg;
  const { people, days, codes } = compiled;
  const masks = cg.masks.map((mask) => mask.slice());
  let touched = new Set<number>();
  let first = true;
  for (;;) {
    if (!first) cg.narrow(masks, touched);
    first = false;
    const progress = cg.run(
      ({ bound, master: cost, rounds }) => rounds >= roundsPerStep || cost - bound < 0.02 || options.stop(),
    );
    if (options.stop() || progress.bound > options.cutoff - 1 + 1e-6) return undefined;
    const shares = master.shares();
    const support = Array.from({ length: people }, (): { row: Uint8Array; share: number }[] => []);
    master.columns.forEach(({ person, row }, index) => {
      if (shares[index]! > 1e-6) support[person]!.push({ row, share: shares[index]! });
    });
    if (support.some((rows) => rows.length === 0)) return undefined;
    if (support.every((rows) => rows.some(({ share }) => share > settled))) return join(support, days);

    const open: { person: number; day: number; code: number; value: number }[] = [];
    support.forEach((rows, person) => {
      if (rows.some(({ share }) => share > settled)) return;
      for (let day = 0; day < days; day++) {
        const value = new Float64Array(codes);
        for (const { row, share } of rows) value[row[day]!]! += share;
        for (let code = 0; code < codes; code++) {
          if (value[code]! > 1e-6 && value[code]! < settled)
            open.push({ person, day, code, value: value[code]! + options.random() * 0.02 });
        }
      }
    });
    open.sort((a, b) => b.value - a.value);
    touched = new Set();
    let left = Math.max(1, Math.ceil(options.pace * open.length));
    for (const { person, day, code } of open) {
      if (left === 0) break;
      const rows = support[person]!.filter(({ row }) => row[day] === code);
      if (rows.length === 0) continue;
      support[person] = rows;
      masks[person]!.fill(0, day * codes, (day + 1) * codes)[day * codes + code] = 1;
      touched.add(person);
      narrowed.add(person);
      left--;
    }
  }
}

function join(support: readonly { row: Uint8Array; share: number }[][], days: number): Roster {
  const roster = new Uint8Array(support.length * days);
  support.forEach((rows, person) => {
    roster.set(rows.find(({ share }) => share > settled)!.row, person * days);
  });
  return roster;
}
