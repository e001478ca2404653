import { ColumnGeneration } from '../bound/column-generation.js';
import type { Column, ShortfallLimit } from '../bound/master.js';
import type { Masks } from '../bound/sub-problem.js';
import type { Compiled, Roster } from '../model/compiled.js';
import type { Highs } from './highs.js';

export interface DiveOptions {
  /** Where the roster is to be, at `day * codes + code` of each person. */
  readonly masks: Masks;
  /** Rows to begin with. */
  readonly columns: readonly Column[];
  readonly limits: readonly ShortfallLimit[];
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
/** Gap at which a step has priced enough. */
const nearEnough = 1e-3;
const settled = 1 - 1e-6;

interface Support {
  readonly row: Uint8Array;
  readonly share: number;
}

/**
 * Dives from the optimum of the master to a roster: settles the cells (person, day) on which the rows mostly agree, prices
 * rows that go with them, and so on until every person has one row. After Strandmark, Qu, Curtois: First-order linear
 * programming in a column generation-based heuristic approach to the nurse rostering problem, Computers & OR 120 (2020).
 *
 * @returns undefined where the bound under what is settled reaches the cutoff, or when stopped
 */
export function dive(highs: Highs, compiled: Compiled, options: DiveOptions): Roster | undefined {
  const masks = options.masks.map((mask) => mask.slice());
  const cg = new ColumnGeneration(highs, compiled, masks);
  try {
    for (const { person, row } of options.columns) cg.offer(person, row);
    cg.limitShortfalls(options.limits);
    for (;;) {
      const { bound } = cg.run(
        (progress) =>
          progress.rounds >= roundsPerStep ||
          progress.master - progress.bound < nearEnough * progress.master ||
          options.stop(),
      );
      if (options.stop() || bound > options.cutoff - 1 + 1e-6) return undefined;
      const support = supportOf(cg);
      if (support.some((rows) => rows.length === 0)) return undefined;
      if (support.every(decided)) return join(support, compiled.days);
      cg.narrow(masks, settle(compiled, masks, support, options));
    }
  } finally {
    cg.dispose();
  }
}

/** Rows with a share in the master's optimum, by person. */
function supportOf(cg: ColumnGeneration): Support[][] {
  const support = cg.problem.settled.map((row): Support[] => (row ? [{ row, share: 1 }] : []));
  const shares = cg.master.shares();
  cg.master.columns.forEach(({ person, row }, at) => {
    if (shares[at]! > 1e-6) support[person]!.push({ row, share: shares[at]! });
  });
  return support;
}

const decided = (rows: readonly Support[]): boolean => rows.some(({ share }) => share > settled);

/** Narrows the masks to the codes of the cells nearest to agreement, always to ones that a row of the support has. */
function settle(
  { days, codes }: Compiled,
  masks: Uint8Array[],
  support: Support[][],
  { pace, random }: DiveOptions,
): Set<number> {
  const open: { person: number; day: number; code: number; value: number }[] = [];
  support.forEach((rows, person) => {
    if (decided(rows)) return;
    for (let day = 0; day < days; day++) {
      const value = new Float64Array(codes);
      for (const { row, share } of rows) value[row[day]!]! += share;
      value.forEach((share, code) => {
        if (share > 1e-6 && share < settled) open.push({ person, day, code, value: share + random() * 0.02 });
      });
    }
  });
  open.sort((a, b) => b.value - a.value);
  const touched = new Set<number>();
  let left = Math.max(1, Math.ceil(pace * open.length));
  for (const { person, day, code } of open) {
    if (left === 0) break;
    const rows = support[person]!.filter(({ row }) => row[day] === code);
    if (rows.length === 0) continue;
    support[person] = rows;
    masks[person]!.fill(0, day * codes, (day + 1) * codes)[day * codes + code] = 1;
    touched.add(person);
    left--;
  }
  return touched;
}

function join(support: readonly (readonly Support[])[], days: number): Roster {
  const roster = new Uint8Array(support.length * days);
  support.forEach((rows, person) => {
    roster.set(rows.find(({ share }) => share > settled)!.row, person * days);
  });
  return roster;
}
