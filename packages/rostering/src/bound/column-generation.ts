import type { Highs } from '../mip/highs.js';
import type { Compiled } from '../model/compiled.js';
import { rowScratch } from '../rows/cost-to-go.js';
import { RowPricer } from '../rows/row-pricer.js';
import { rowRulesOf } from '../rows/row-rules-of.js';
import { rowWorth } from '../rows/row-worth.js';
import { hardCoverPrice, mostMissing, subtractTermValues } from './cover-terms.js';
import { Master, type MasterOptimum, type ShortfallLimit } from './master.js';
import { type Masks, masksOf, type SubProblem, subProblem } from './sub-problem.js';

/** How far column generation has come. */
export interface Progress {
  /** No legal roster within the masks costs less. */
  readonly bound: number;
  /** Cost of the master's optimum: the bound meets it when no row is left that would improve it. */
  readonly master: number;
  /** Rounds since the masks were set. */
  readonly rounds: number;
}

/** Whether the bound, rounded up, reaches the master: more rounds would not raise what it proves. */
export const met = ({ bound, master }: Progress): boolean =>
  Math.ceil(bound - tolerance) >= master - tolerance;

interface Duals {
  readonly terms: Float64Array;
  readonly shortfalls: Float64Array;
}

/** Share of the best prices so far in the prices that are tried first. */
const smoothing = 0.5;
const tolerance = 1e-6;
/** Share of the people for whom a round has to find a row, or pricing becomes exact. */
const exactBelow = 0.3;

/**
 * The bound by column generation (Dantzig, Wolfe: Decomposition principle for linear programs, 1960; for rosters Burke,
 * Curtois 2014). Each round solves the master over the rows found so far, prices the best row of everybody under its
 * duals `π`, and adds those that improve it. Any `π` gives Lagrange's bound: the sum over people of the least
 * `c(row) - Σ_k π_k a_k(row)`, and over cover terms of the least `cost_k(heads) + π_k heads`; so the bound is valid at any
 * time. Prices are smoothed towards those of the best bound (Wentges: Weighted Dantzig-Wolfe decomposition for linear
 * mixed-integer programming, Int. Trans. Oper. Res. 4 (1997)).
 */
export class ColumnGeneration {
  readonly master: Master;
  /** What the masks left open at first. */
  readonly problem: SubProblem;
  bound = Number.NEGATIVE_INFINITY;
  private bestDuals: Duals | undefined;
  private rounds = 0;
  /** Whether rows are priced exactly: from the round on that adds few. */
  private exact = false;
  /** In the order of the open people. */
  private readonly pricers: RowPricer[];
  private readonly scratch = rowScratch();
  private readonly prices: Float64Array;

  constructor(
    highs: Highs,
    private readonly compiled: Compiled,
    private masks: Masks = masksOf(compiled),
  ) {
    this.problem = subProblem(compiled, masks);
    this.master = new Master(highs, compiled.codes, this.problem.index, this.problem.people);
    this.prices = new Float64Array(compiled.days * compiled.codes);
    this.pricers = this.problem.people.map((person) => this.pricer(person));
  }

  /** Offers a row to the master; one that is illegal, outside the masks, or of a settled person is refused. */
  offer(person: number, row: Uint8Array): boolean {
    const { codes } = this.compiled;
    if (this.problem.settled[person]) return false;
    if (row.some((code, day) => this.masks[person]![day * codes + code] === 0)) return false;
    const cost = rowWorth(this.compiled, this.problem.limits[person]!, person, row);
    return cost < Number.POSITIVE_INFINITY && this.master.add({ person, row, cost });
  }

  /** Narrows what people may have and drops rows outside. The bound is from now on that of the narrowed problem. */
  narrow(masks: Masks, changed: ReadonlySet<number>): void {
    const { codes } = this.compiled;
    this.masks = masks;
    this.master.drop(
      ({ person, row }) =>
        changed.has(person) && row.some((code, day) => masks[person]![day * codes + code] === 0),
    );
    this.problem.people.forEach((person, at) => {
      if (changed.has(person)) this.pricers[at] = this.pricer(person);
    });
    this.restart();
  }

  /** Limits how many heads are missing over sets of terms. The bound is from now on that of the problem so limited. */
  limitShortfalls(limits: readonly ShortfallLimit[]): void {
    this.master.limitShortfalls(limits);
    this.restart();
  }

  /** One round; `more` is false if there was nothing to add. */
  round(): Progress & { readonly more: boolean } {
    this.rounds++;
    const optimum = this.master.solve();
    const { length } = this.problem.people;
    let added = this.bestDuals === undefined ? 0 : this.priceAll(optimum, smoothing);
    if (added === 0) added = this.priceAll(optimum, 0);
    if (added < exactBelow * length && !this.exact) {
      this.exact = true;
      if (added === 0) added = this.priceAll(optimum, 0);
    }
    return {
      bound: this.bound,
      master: this.problem.constant + optimum.objective,
      rounds: this.rounds,
      more: added > 0,
    };
  }

  /** Rounds until bound and master meet as far as whole costs go, or `stop` says so. */
  run(stop: (progress: Progress) => boolean): Progress {
    for (;;) {
      const progress = this.round();
      if (!progress.more || met(progress) || stop(progress)) return progress;
    }
  }

  dispose(): void {
    this.master.dispose();
  }

  /** Prices a row for everybody, `share` of the prices being those of the best bound; and counts those that the master gained. */
  private priceAll(optimum: MasterOptimum, share: number): number {
    const duals = this.smoothed(optimum, share);
    let added = 0;
    let bound = this.problem.constant + this.coverBound(duals);
    this.problem.people.forEach((person, at) => {
      const priced = this.pricers[at]!.price(this.pricesOf(person, duals.terms), this.exact);
      bound += priced.bound;
      if (priced.row && this.price(person, priced.row, optimum) < optimum.personDuals[at]! - tolerance)
        added += Number(this.offer(person, priced.row));
    });
    if (bound > this.bound) {
      this.bound = bound;
      this.bestDuals = duals;
    }
    return added;
  }

  private restart(): void {
    this.bound = Number.NEGATIVE_INFINITY;
    this.bestDuals = undefined;
    this.rounds = 0;
  }

  private pricer(person: number): RowPricer {
    const { limits } = this.problem;
    const rules = rowRulesOf(this.compiled, person, limits[person]!, this.masks[person]!);
    return new RowPricer(rules, this.scratch);
  }

  /** What assignments of a person cost when the cover pays them `duals`. Valid until the next call. */
  private pricesOf(person: number, duals: Float64Array): Float64Array {
    const cells = this.prices.length;
    this.prices.set(this.compiled.cellCost.subarray(person * cells, (person + 1) * cells));
    subtractTermValues(this.master.index, person, duals, this.prices);
    return this.prices;
  }

  /** Price of a row under the duals of an optimum. */
  private price(person: number, row: Uint8Array, { termDuals }: MasterOptimum): number {
    const prices = this.pricesOf(person, termDuals);
    let sum = 0;
    for (let day = 0; day < row.length; day++) sum += prices[day * this.compiled.codes + row[day]!]!;
    return sum;
  }

  /** Duals moved towards those of the best bound, and to where they cannot loosen it. */
  private smoothed({ termDuals, shortfallDuals }: MasterOptimum, share: number): Duals {
    const { index, shortfallLimits } = this.master;
    const old = this.bestDuals;
    const blend = (now: number, before: number | undefined) => share * (before ?? now) + (1 - share) * now;
    const shortfalls = shortfallDuals.map((dual, at) => {
      const blended = blend(dual, old?.shortfalls[at]);
      return shortfallLimits[at]!.max === Number.POSITIVE_INFINITY ? Math.max(0, blended) : blended;
    });
    const missing = this.missingPrices(shortfalls);
    const terms = termDuals.map((dual, term) => {
      const { target, over, minimum, maximum } = index.terms[term]!;
      const most = minimum > 0 ? hardCoverPrice : target > 0 ? Math.min(hardCoverPrice, missing[term]!) : 0;
      const least = maximum < Number.POSITIVE_INFINITY ? -hardCoverPrice : -over;
      return Math.max(least, Math.min(most, blend(dual, old?.terms[term])));
    });
    return { terms, shortfalls };
  }

  /** What a missing head of each term costs once the limits on shortfalls are priced. */
  private missingPrices(shortfalls: Float64Array): Float64Array {
    const prices = Float64Array.from(this.master.index.terms, ({ under }) => under);
    this.master.shortfallLimits.forEach(({ terms }, at) => {
      for (const term of terms) prices[term]! -= shortfalls[at]!;
    });
    return prices;
  }

  /** The cover's part of Lagrange's bound. */
  private coverBound({ terms, shortfalls }: Duals): number {
    const missing = this.missingPrices(shortfalls);
    let bound = 0;
    this.master.shortfallLimits.forEach(({ min, max }, at) => {
      if (shortfalls[at] !== 0) bound += shortfalls[at]! * (shortfalls[at]! > 0 ? min : max);
    });
    this.master.index.terms.forEach((limits, term) => {
      const { target, over, maximum } = limits;
      const dual = terms[term]!;
      bound += dual * target;
      if (dual > missing[term]!) bound += mostMissing(limits) * (missing[term]! - dual);
      if (dual < -over) bound += (maximum - target) * (over + dual);
    });
    return bound;
  }
}
