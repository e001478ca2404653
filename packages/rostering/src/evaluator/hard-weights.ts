import type { Compiled } from '../model/compiled.js';

/**
 * What one unit of a hard breach weighs in the search, limit by limit. Weights of sums are per unit of the sum, such that
 * one shift too few weighs about `base`.
 */
export class HardWeights {
  readonly sums: Float64Array;
  readonly runs: Float64Array;
  readonly groups: Float64Array;
  banned = 0;
  cover = 0;

  constructor(private readonly compiled: Compiled) {
    this.sums = new Float64Array(compiled.sums.length);
    this.runs = new Float64Array(compiled.runs.length);
    this.groups = new Float64Array(compiled.groups.length);
    this.reset(100);
  }

  /** Gives every breach the same weight again. */
  reset(base: number): void {
    this.compiled.sums.forEach(({ weights }, index) => {
      const typical = Math.max(...weights);
      this.sums[index] = base / Math.max(1, typical);
    });
    this.runs.fill(base);
    this.groups.fill(base);
    this.banned = base;
    this.cover = base;
  }
}
