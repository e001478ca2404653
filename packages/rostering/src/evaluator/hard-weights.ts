import type { Compiled } from '../model/compiled.js';

/**
 * What one unit of a hard breach weighs in the search, limit by limit. Weights of sums are per unit of the sum, such that
 * one shift too few weighs about `base`.
 */
export class HardWeights {
  readonly sums: Float64Array;
  readonly runs: Float64Array;
  readonly groups: Float64Array;
  private level = 1;
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
    this.level = 1;
    this.compiled.sums.forEach(({ weights }, index) => {
      const typical = Math.max(...weights);
      this.sums[index] = base / Math.max(1, typical);
    });
    this.runs.fill(base);
    this.groups.fill(base);
    this.banned = base;
    this.cover = base;
  }

  /** Multiplies every weight, unless together they would shrink below a tenth of where they began. */
  scale(by: number): void {
    if (this.level * by < 0.1) return;
    this.level *= by;
    for (const list of [this.sums, this.runs, this.groups])
      for (let i = 0; i < list.length; i += 1) list[i]! *= by;
    this.banned *= by;
    this.cover *= by;
  }
}
