import type { Compiled } from '../model/compiled.js';
import { type RowGraph, rowGraph } from '../rows/row-graph.js';
import { rowRulesOf } from '../rows/row-rules-of.js';
import { limitsByPerson } from '../rows/row-worth.js';
import { RowWindow } from './row-window.js';

/** Drafts of one row until the caps hold. */
const DRAFTS = 4;

/**
 * Cheap rows of one person after another. Limits that the graph of rows does not know, at most so many shifts of a kind,
 * are kept by multipliers that follow the draws: raised where a row is above its cap, lowered where it is not.
 */
export class RowSampler {
  /** States of all the people's graphs: the work of drawing everybody once. */
  readonly states: number;
  private readonly graphs: readonly RowGraph[];
  private readonly penalties: readonly Float64Array[];
  private readonly window = new RowWindow();
  private readonly draft: Uint8Array;
  private readonly priced: Float64Array;

  constructor(compiled: Compiled) {
    const { people, days, codes, allowed } = compiled;
    const cells = days * codes;
    const limits = limitsByPerson(compiled);
    this.graphs = Array.from({ length: people }, (_, person) => {
      const own = allowed.subarray(person * cells, (person + 1) * cells);
      return rowGraph(rowRulesOf(compiled, person, limits[person]!, own), []);
    });
    this.penalties = this.graphs.map(({ rules }) => new Float64Array(rules.caps.length));
    this.states = this.graphs.reduce((sum, { states }) => sum + states, 0);
    this.priced = new Float64Array(cells);
    this.draft = new Uint8Array(days);
  }

  /**
   * Rewrites the days of `row` from `from` up to `until` at nearly the least price, by `day * codes + code`; false where no
   * way was found that holds the caps, and the row is as it was.
   */
  draw(person: number, row: Uint8Array, from: number, until: number, prices: Float64Array): boolean {
    const graph = this.graphs[person]!;
    const { caps } = graph.rules;
    const { draft } = this;
    for (let attempt = 0; attempt < DRAFTS; attempt += 1) {
      draft.set(row);
      this.price(person, from, until, prices);
      if (!this.window.fill(graph, draft, from, until, this.priced)) return false;
      if (caps.length > 0 && !this.learn(person, draft)) continue;
      row.set(draft);
      return true;
    }
    return false;
  }

  private price(person: number, first: number, end: number, prices: Float64Array): void {
    const { priced } = this;
    const { caps, codes } = this.graphs[person]!.rules;
    priced.set(prices.subarray(first * codes, end * codes), first * codes);
    caps.forEach(({ weights, from, until }, index) => {
      const penalty = this.penalties[person]![index]!;
      if (penalty === 0) return;
      for (let code = 1; code < codes; code += 1) {
        if (weights[code] === 0) continue;
        for (let day = Math.max(first, from); day < Math.min(end, until); day += 1)
          priced[day * codes + code]! += penalty * weights[code]!;
      }
    });
  }

  /** Whether a row holds the caps; moves their multipliers. */
  private learn(person: number, row: Uint8Array): boolean {
    const penalties = this.penalties[person]!;
    let holds = true;
    this.graphs[person]!.rules.caps.forEach(({ weights, from, until, max }, index) => {
      let used = 0;
      let unit = 0;
      for (let day = from; day < until; day += 1) {
        used += weights[row[day]!]!;
        unit = Math.max(unit, weights[row[day]!]!);
      }
      if (used <= max) {
        penalties[index] = used < max && penalties[index]! < 0.5 ? 0 : penalties[index]! * 0.97;
        return;
      }
      holds = false;
      penalties[index] = penalties[index]! * 1.5 + 4 / unit;
    });
    return holds;
  }
}
