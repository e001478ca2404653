import type { Highs } from '../mip/highs.js';
import type { Compiled } from '../model/compiled.js';
import { rowScratch } from '../rows/cost-to-go.js';
import { RowPricer } from '../rows/row-pricer.js';
import { limitsByPerson, type PersonLimits, rowWorth } from '../rows/row-worth.js';
import { subtractTermValues } from './cover-terms.js';
import { hardCoverPrice, Master, type MasterOptimum } from './master.js';

/** How far column generation has come. */
export interface Progress {
  /** No legal roster costs less. */
  readonly bound: number;
  /** Cost of the master's optimum: the bound reaches it when no row is left that would improve it. */
  readonly master: number;
  readonly rounds: number;
}

/** Share of the best prices so far in the prices used (Wentges). */
const smoothing = 0.5;
const tolerance = 1e-6;

/**
 * The bound by column generation. Each round solves the master, prices rows for everybody and adds those that would improve
 * the master. Lagrange's bound of a round is `Σ_k min(target_k π_k …) + Σ_p min_r (c_r - π a_r)`, valid at any time (see
 * {@link ColumnGeneration.lagrangeBound}). Prices are smoothed towards those of the best bound (Wentges: Weighted
 * Dantzig-Wolfe decomposition for linear mixed-integer programming, Int. Trans. Oper. Res. 4 (1997)).
 */
export class ColumnGeneration {
  readonly master: Master;
  bound = Number.NEGATIVE_INFINITY;
  optimum: MasterOptimum | undefined;
  rounds = 0;
  /** Prices of the terms that gave the bound. */
  bestDuals: Float64Array | undefined;
  pricers: RowPricer[];
  readonly limits: PersonLimits[];
  private readonly scratch = rowScratch();
  private readonly prices: Float64Array;

  constructor(
    highs: Highs,
    readonly compiled: Compiled,
  ) {
    this.master = new Master(highs, compiled);
    this.limits = limitsByPerson(compiled);
    this.prices = new Float64Array(compiled.days * compiled.codes);
    this.pricers = Array.from(
      { length: compiled.people },
      (_, person) => new RowPricer(compiled, person, this.scratch),
    );
  }

  /** Offers a row to the master; an illegal one is refused. */
  offer(person: number, row: Uint8Array): boolean {
    const cost = rowWorth(this.compiled, this.limits[person]!, person, row);
    return cost < Number.POSITIVE_INFINITY && this.master.add({ person, row, cost });
  }

  /**
   * Narrows what people may have; rows outside get no share. The bound is from now on that of the narrowed problem.
   *
   * @param masks by person, at `day * codes + code`
   * @param changed people whose mask changed since the last call
   */
  narrow(masks: readonly Uint8Array[], changed: Iterable<number>): void {
    const { codes } = this.compiled;
    for (const person of changed)
      this.pricers[person] = new RowPricer(this.compiled, person, this.scratch, masks[person]!);
    this.master.bar(({ person, row }) => row.some((code, day) => masks[person]![day * codes + code] === 0));
    this.bound = Number.NEGATIVE_INFINITY;
    this.bestDuals = undefined;
    this.rounds = 0;
  }

  /** One round; false if there was nothing to add, so that bound and master met (or no row outside the graph fits). */
  round(): boolean {
    this.rounds++;
    const optimum = this.master.solve();
    this.optimum = optimum;
    for (const share of this.bestDuals ? [smoothing, 0] : [0]) {
      const duals = optimum.termDuals.map((dual, term) => {
        const smooth = share === 0 ? dual : share * this.bestDuals![term]! + (1 - share) * dual;
        return this.clamp(term, smooth);
      });
      let added = 0;
      let bound = this.coverBound(duals);
      for (let person = 0; person < this.compiled.people; person++) {
        const priced = this.pricers[person]!.price(this.pricesOf(person, duals));
        bound += priced.bound;
        if (priced.row && this.reducedCost(person, priced.row, optimum) < -tolerance) {
          if (this.offer(person, priced.row)) added++;
        }
      }
      if (bound > this.bound) {
        this.bound = bound;
        this.bestDuals = duals;
      }
      if (added > 0) return true;
    }
    return false;
  }

  /** Rounds until bound and master meet, or `stop` says so. */
  run(stop: (progress: Progress) => boolean): Progress {
    for (;;) {
      const more = this.round();
      const progress = { bound: this.bound, master: this.optimum!.objective, rounds: this.rounds };
      if (!more || progress.master - progress.bound < tolerance || stop(progress)) return progress;
    }
  }

  /** What assignments of a person cost when the cover pays them `duals`. Valid until the next call. */
  pricesOf(person: number, duals: Float64Array): Float64Array {
    const cells = this.prices.length;
    this.prices.set(this.compiled.cellCost.subarray(person * cells, (person + 1) * cells));
    subtractTermValues(this.master.index, person, duals, this.prices);
    return this.prices;
  }

  private reducedCost(person: number, row: Uint8Array, optimum: MasterOptimum): number {
    const prices = this.pricesOf(person, optimum.termDuals);
    let sum = -optimum.personDuals[person]!;
    for (let day = 0; day < row.length; day++) sum += prices[day * this.compiled.codes + row[day]!]!;
    return sum;
  }

  /** A dual price above what a missing head costs, or below minus what a surplus one costs, only loosens the bound. */
  private clamp(term: number, dual: number): number {
    const { target, under, over, minimum, maximum } = this.master.index.terms[term]!;
    const most = minimum > 0 ? hardCoverPrice : target > 0 ? under : 0;
    const least = maximum < Number.POSITIVE_INFINITY ? -hardCoverPrice : -over;
    return Math.min(most, Math.max(least, dual));
  }

  /** Least of `price(heads) - … ` over all numbers of heads: the cover's part of the Lagrangian bound. */
  private coverBound(duals: Float64Array): number {
    return this.master.index.terms.reduce((sum, term, index) => {
      const dual = duals[index]!;
      const { target, under, over, minimum, maximum } = term;
      const beyondMinimum = dual > under ? (target - minimum) * (under - dual) : 0;
      const beyondMaximum = dual < -over ? (maximum - target) * (over + dual) : 0;
      return sum + dual * target + beyondMinimum + beyondMaximum;
    }, 0);
  }
}
