import { type RowScratch, stateAfter } from './cost-to-go.js';
import type { RowGraph } from './row-graph.js';

/**
 * Visits rows that obey the graph and the caps and whose price is at most a limit, cheapest continuation first: a
 * depth-first branch and bound on the exact cost to go, so that without caps no step is wasted.
 *
 * @param prices those with which {@link costToGo} filled the scratch: the row's own prices plus the penalties of the caps
 * @param penalties per cap and unit of its weights, contained in `prices`
 * @param limit on the price without penalties
 * @param visit gets the row, valid during the call, and answers with the limit from then on
 * @param maxSteps gives up after so many steps
 * @returns whether every row within the limit was visited
 */
export function searchRows(
  graph: RowGraph,
  prices: Float64Array,
  penalties: Float64Array,
  scratch: RowScratch,
  limit: number,
  visit: (row: Uint8Array) => number,
  maxSteps: number,
): boolean {
  const { rules, groups, counters } = graph;
  const { toGo } = scratch;
  const { codes, days, caps } = rules;
  const paid = caps.reduce((sum, cap, index) => sum + cap.max * penalties[index]!, 0);
  const slack = 1e-9;
  const row = new Uint8Array(days);
  const used = new Float64Array(caps.length);
  let steps = 0;
  let bound = limit + paid + slack;

  const values = new Int32Array(counters.length);

  const descend = (node: number, price: number): boolean => {
    const day = graph.dayOfNode[node]!;
    if (day === days) {
      let own = price;
      for (let cap = 0; cap < caps.length; cap++) own -= used[cap]! * penalties[cap]!;
      if (own <= bound - paid) bound = visit(row) + paid + slack;
      return true;
    }
    const choices: { cost: number; arc: number; shift: number }[] = [];
    for (let arc = graph.firstArc[node]!; arc < graph.firstArc[node + 1]!; arc++) {
      const state = stateAfter(graph, arc, values);
      if (state < 0) continue;
      const rest = toGo[state]!;
      const group = graph.arcGroup[arc]!;
      const members = group < 0 ? off : groups.members[group]!;
      for (const shift of members) {
        if (!rules.allowed[day * codes + shift]) continue;
        const cost = price + prices[day * codes + shift]! + rest;
        if (cost <= bound) choices.push({ cost, arc, shift });
      }
    }
    choices.sort((a, b) => a.cost - b.cost);
    for (const { cost, arc, shift } of choices) {
      if (cost > bound) break;
      if (++steps > maxSteps) return false;
      row[day] = shift;
      let fits = true;
      for (let cap = 0; cap < caps.length; cap++) {
        const { from, until, weights, max } = caps[cap]!;
        if (day < from || day >= until) continue;
        used[cap]! += weights[shift]!;
        if (used[cap]! > max) fits = false;
      }
      for (let index = 0; index < values.length; index++) values[index]! += counters[index]!.steps[arc]!;
      const whole = !fits || descend(graph.arcTarget[arc]!, price + prices[day * codes + shift]!);
      for (let index = 0; index < values.length; index++) values[index]! -= counters[index]!.steps[arc]!;
      for (let cap = 0; cap < caps.length; cap++) {
        const { from, until, weights } = caps[cap]!;
        if (day >= from && day < until) used[cap]! -= weights[shift]!;
      }
      if (!whole) return false;
    }
    return true;
  };
  return descend(0, 0);
}

const off = Int32Array.of(0);
