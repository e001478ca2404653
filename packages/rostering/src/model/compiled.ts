import type { Problem } from './problem.js';

/**
 * Who works what: `roster[person * days + day]` is 0 for a day off, or 1 + the index of the shift in `problem.shifts`
 * (the shift's *code*). Person and day are indices; the length is `people * days`.
 */
export type Roster = Uint8Array;

/**
 * A problem in the form that evaluator, search, row DP and MIP share. Every rule is lowered to six primitives:
 *
 * 1. `allowed`: which codes a cell may hold at all; a move never leaves this;
 * 2. `cellCost`: what a code costs in a cell;
 * 3. `banned`: pairs of codes that cannot follow each other from one day to the next (hard);
 * 4. `sums`: limits on a weighted count of one person's shifts in a stretch of days;
 * 5. `runs`: limits on one person's consecutive days; `groups`: limits on how many groups of days (weekends) are worked;
 * 6. `cover`: limits on how many people work certain shifts on a day.
 *
 * The cost of a roster is the sum of `cellCost` over its cells and of `amount * price` over its soft limits and cover;
 * the roster is legal when no pair is banned and the amount of every hard limit is 0. All numbers are integers.
 */
export interface Compiled {
  readonly problem: Problem;
  readonly people: number;
  readonly days: number;
  /** Number of codes: shifts + 1. */
  readonly codes: number;
  /** Minutes by code; 0 for a day off. */
  readonly minutes: Int32Array;
  /** 1 where `allowed[(person * days + day) * codes + code]` may be put. At least one code of each cell is. */
  readonly allowed: Uint8Array;
  /** Cost of `cellCost[(person * days + day) * codes + code]`; never negative. */
  readonly cellCost: Int32Array;
  /** How many rules forbid code `then` on the day after `first`: `banned[first * codes + then]`; 0 is allowed. */
  readonly banned: Uint8Array;
  /** Code of each person on the day before day 0; 0 where off or unknown. */
  readonly before: Uint8Array;
  readonly sums: readonly SumLimit[];
  readonly runs: readonly RunLimit[];
  readonly groups: readonly GroupLimit[];
  readonly cover: readonly CoverTerm[];
}

/** Common to the limits on one person. `source` says where it came from, for sentences: an index into `problem.rules`. */
interface Limit {
  readonly person: number;
  readonly source: number;
  readonly hard: boolean;
  /** Cost of one unit of breach where soft; 0 where hard. */
  readonly price: number;
}

/** `min <= offset + Σ weights[code of day] <= max` over the days `from <= day < until`; the amount is the distance outside. */
export interface SumLimit extends Limit {
  /** By code; never negative, 0 for a day off. */
  readonly weights: Int32Array;
  readonly from: number;
  readonly until: number;
  readonly min: number;
  /** `Infinity` where open. */
  readonly max: number;
  /** What history adds to the sum. */
  readonly offset: number;
}

/**
 * Every maximal run of days whose code is a `member` has at least `min` and at most `max` days; the amount is the sum of
 * days missing or too many. `before` is the length of the run that history ends with (it counts into a run from day 0).
 * A run is never too short where it touches the end of the period, or touches day 0 with `openStart`.
 */
export interface RunLimit extends Limit {
  /** 1 by code where it belongs to the run; `member[0]` is the day off. */
  readonly member: Uint8Array;
  readonly min: number;
  readonly max: number;
  readonly before: number;
  readonly openStart: boolean;
}

/**
 * At most `max` and at least `min` of the groups count. With `counts: 'any'` a group counts when one of its days is
 * worked, with `'partial'` when some but not all are. Groups are disjoint stretches of one or two days, in order.
 */
export interface GroupLimit extends Limit {
  readonly groups: readonly (readonly number[])[];
  readonly counts: 'any' | 'partial';
  readonly min: number;
  readonly max: number;
}

/**
 * The number of people (`who`, or anybody) with one of `shifts` (codes) on `day`. Below `minimum` or above `maximum` is a
 * hard breach by the difference; below `target` costs `under` a head, above it `over`.
 */
export interface CoverTerm {
  readonly day: number;
  readonly shifts: readonly number[];
  /** 1 by person who counts; `undefined`: everybody. */
  readonly who: Uint8Array | undefined;
  readonly target: number;
  readonly under: number;
  readonly over: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly source: { readonly demand: number } | { readonly room: number };
}
