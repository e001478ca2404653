import type { Compiled } from '../model/compiled.js';
import { costToGo, leastCostRow, rowScratch } from '../rows/cost-to-go.js';
import { type RowGraph, rowGraph } from '../rows/row-graph.js';
import { rowRulesOf } from '../rows/row-rules-of.js';
import { limitsByPerson } from '../rows/row-worth.js';

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
  private readonly scratch = rowScratch();
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
  }

  /** A row of nearly the least price, by `day * codes + code`; undefined where none was found that holds the caps. */
  draw(person: number, prices: Float64Array): Uint8Array | undefined {
    const graph = this.graphs[person]!;
    const { caps } = graph.rules;
    for (let draft = 0; draft < DRAFTS; draft += 1) {
      this.price(person, prices);
      if (costToGo(graph, this.priced, this.scratch) === Number.POSITIVE_INFINITY) return undefined;
      const row = leastCostRow(graph, this.priced, this.scratch);
      if (caps.length === 0 || this.learn(person, row)) return row;
    }
    return undefined;
  }

  private price(person: number, prices: Float64Array): void {
    const { priced } = this;
    const { caps, codes } = this.graphs[person]!.rules;
    priced.set(prices);
    caps.forEach(({ weights, from, until }, index) => {
      const penalty = this.penalties[person]![index]!;
      if (penalty === 0) return;
      for (let code = 1; code < codes; code += 1) {
        if (weights[code] === 0) continue;
        for (let day = from; day < until; day += 1) priced[day * codes + code]! += penalty * weights[code]!;
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
