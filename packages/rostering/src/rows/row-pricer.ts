import { costToGo, leastCostRow, type RowScratch } from './cost-to-go.js';
import { type RowGraph, rowGraph } from './row-graph.js';
import type { Cap, RowRules } from './row-rules.js';
import { searchRows } from './search-rows.js';

/** The best row found under some prices. */
export interface PricedRow {
  /** No legal row of the person is cheaper. Infinity where there is none. */
  bound: number;
  /** The cheapest legal row found and its price; undefined if none was found. */
  row: Uint8Array | undefined;
  price: number;
}

/** Steps of the multipliers' ascent, and of the search behind it. */
const ascents = 12;
const mostAscents = 30;
const searchSteps = 3_000;
/** States beyond which the graph keeps no further cap. */
const mostStates = 500_000;

/**
 * Finds the best legal row of one person under prices. Where caps (at most four nights) bind, they are priced: the best
 * multipliers of the ascent give the bound (Geoffrion: Lagrangean relaxation for integer programming, 1974), and a
 * search among the rows near it gives the row. The multipliers are kept, since prices change little from call to call;
 * each has its own step, as in Riedmiller and Braun's RPROP (1993).
 */
export class RowPricer {
  private graph: RowGraph;
  /** Caps that the graph keeps, because pricing them left a gap. */
  private readonly kept = new Set<Cap>();
  private readonly penalties: Float64Array;
  private readonly steps: Float64Array;
  private readonly signs: Int8Array;
  private readonly priced: Float64Array;

  constructor(
    rules: RowRules,
    private readonly scratch: RowScratch,
  ) {
    this.graph = rowGraph(rules, []);
    const caps = this.graph.rules.caps.length;
    this.penalties = new Float64Array(caps);
    this.steps = new Float64Array(caps).fill(4);
    this.signs = new Int8Array(caps);
    this.priced = new Float64Array(rules.days * rules.codes);
  }

  /** Number of states: the memory that pricing takes, times 8 bytes. */
  get states(): number {
    return this.graph.states;
  }

  /**
   * @param prices by (day, shift) at `day * codes + shift`, off included; they may be negative
   * @param exact whether to go on until bound and price meet; else any legal row near the bound will do
   */
  price(prices: Float64Array, exact: boolean): PricedRow {
    const best: PricedRow = {
      bound: Number.NEGATIVE_INFINITY,
      row: undefined,
      price: Number.POSITIVE_INFINITY,
    };
    let bestPenalties = this.penalties.slice();
    // While no row found is legal, penalties only grow, ever faster: the row that comes out need not be near the best.
    for (let ascent = 0; ascent < ascents || (ascent < mostAscents && best.row === undefined); ascent++) {
      const bound = this.relax(prices);
      if (bound === Number.POSITIVE_INFINITY) return { ...best, bound };
      if (bound > best.bound) {
        best.bound = bound;
        bestPenalties = this.penalties.slice();
      }
      const row = leastCostRow(this.graph, this.priced, this.scratch);
      const excess = this.excess(row);
      const price = this.worth(row, prices);
      if (price < best.price && excess.every((over) => over <= 0)) {
        best.price = price;
        best.row = row;
      }
      if (best.price - best.bound < 1e-7) return best;
      if (ascent >= ascents) this.grow(excess);
      else if (!this.ascend(excess)) break;
    }
    this.penalties.set(bestPenalties);
    if (best.row && !exact) return best;
    this.relax(prices);
    const complete = searchRows(
      this.graph,
      this.priced,
      this.penalties,
      this.scratch,
      best.price - 1e-7,
      (row) => {
        best.row = row.slice();
        best.price = this.worth(row, prices);
        return best.price - 1e-7;
      },
      searchSteps,
    );
    if (complete) best.bound = best.price;
    else if ((exact || !best.row) && this.keepOne()) return this.price(prices, exact);
    return best;
  }

  /** Lets the graph keep the priced cap of the least maximum, if its states stay within bounds. */
  private keepOne(): boolean {
    const { caps } = this.graph.rules;
    const priced = caps.filter((cap, index) => this.penalties[index]! > 0 && !this.kept.has(cap));
    const [least] = priced.sort((a, b) => a.max - b.max);
    if (least === undefined) return false;
    const graph = rowGraph(this.graph.rules, [...this.kept, least]);
    if (graph.states > mostStates) return false;
    this.kept.add(least);
    this.graph = graph;
    this.penalties[caps.indexOf(least)] = 0;
    return true;
  }

  /** Least price with the caps priced instead of kept: never above that of a legal row. */
  private relax(prices: Float64Array): number {
    const { caps, codes } = this.graph.rules;
    this.priced.set(prices);
    let paid = 0;
    for (let cap = 0; cap < caps.length; cap++) {
      const penalty = this.penalties[cap]!;
      if (penalty === 0) continue;
      const { weights, from, until, max } = caps[cap]!;
      paid += penalty * max;
      for (let code = 1; code < codes; code++) {
        if (weights[code] === 0) continue;
        for (let day = from; day < until; day++) this.priced[day * codes + code]! += penalty * weights[code]!;
      }
    }
    return costToGo(this.graph, this.priced, this.scratch) - paid;
  }

  /** By cap, how far a row is above (positive) or below it. */
  private excess(row: Uint8Array): number[] {
    return this.graph.rules.caps.map(({ weights, from, until, max }) => {
      let used = -max;
      for (let day = from; day < until; day++) used += weights[row[day]!]!;
      return used;
    });
  }

  /** Moves the multipliers; false if there is nothing to move. */
  private ascend(excess: number[]): boolean {
    let moved = false;
    for (let cap = 0; cap < excess.length; cap++) {
      const sign = Math.sign(excess[cap]!);
      if (sign === 0 || (sign < 0 && this.penalties[cap] === 0)) continue;
      const step = this.steps[cap]! * (sign * this.signs[cap]! < 0 ? 0.4 : 1.6);
      this.steps[cap] = Math.min(64, Math.max(0.05, step));
      this.signs[cap] = sign;
      this.penalties[cap] = Math.max(0, this.penalties[cap]! + sign * this.steps[cap]!);
      moved = true;
    }
    return moved;
  }

  /** Doubles the multipliers of the caps that a row breaks. */
  private grow(excess: number[]): void {
    excess.forEach((over, cap) => {
      if (over > 0) this.penalties[cap] = Math.max(1, 2 * this.penalties[cap]!);
    });
  }

  private worth(row: Uint8Array, prices: Float64Array): number {
    let sum = 0;
    for (let day = 0; day < row.length; day++) sum += prices[day * this.graph.rules.codes + row[day]!]!;
    return sum;
  }
}
