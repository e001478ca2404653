import type { RowGraph } from './row-graph.js';

/** Memory that is reused from person to person. */
export interface RowScratch {
  /** Least price from each state to the end; Infinity where the end cannot be reached. */
  toGo: Float64Array;
  /** Price of each group on each day, that of its cheapest member: `day * groups + group`. */
  groupPrice: Float64Array;
  /** That member. */
  groupShift: Int32Array;
}

/** Empty scratch memory. It grows with the largest graph it was used for. */
export function rowScratch(): RowScratch {
  return { toGo: new Float64Array(0), groupPrice: new Float64Array(0), groupShift: new Int32Array(0) };
}

/** The cheapest shift of each group on each day. */
function priceGroups({ rules, groups }: RowGraph, prices: Float64Array, scratch: RowScratch): void {
  const { days, codes, allowed } = rules;
  const size = days * groups.count;
  if (scratch.groupPrice.length < size) {
    scratch.groupPrice = new Float64Array(size);
    scratch.groupShift = new Int32Array(size);
  }
  for (let day = 0; day < days; day++) {
    for (let group = 0; group < groups.count; group++) {
      let best = Number.POSITIVE_INFINITY;
      let chosen = 0;
      for (const shift of groups.members[group]!) {
        const price = prices[day * codes + shift]!;
        if (allowed[day * codes + shift] && price < best) {
          best = price;
          chosen = shift;
        }
      }
      scratch.groupPrice[day * groups.count + group] = best;
      scratch.groupShift[day * groups.count + group] = chosen;
    }
  }
}

/**
 * Bellman's recursion from the last day to the first: the least price of getting from each state to the end.
 *
 * @param prices per (day, shift), at `day * codes + shift`, off included; they may be negative
 * @param scratch is filled, for {@link leastCostRow} and {@link searchRows}
 * @returns the least price of a row, Infinity if there is none; caps that the graph does not keep are not regarded
 */
export function costToGo(graph: RowGraph, prices: Float64Array, scratch: RowScratch): number {
  const { base, strides, alive, firstArc, arcTarget, arcGroup, counters, dayOfNode } = graph;
  if (alive[0] === 0) return Number.POSITIVE_INFINITY;
  if (scratch.toGo.length < graph.states) scratch.toGo = new Float64Array(graph.states);
  priceGroups(graph, prices, scratch);
  const { toGo, groupPrice } = scratch;
  const { codes } = graph.rules;
  const [minutes, ...others] = counters as [RowGraph['counters'][0], ...RowGraph['counters']];
  const size = counters.length;
  const from = new Int32Array(size);
  const until = new Int32Array(size);
  const value = new Int32Array(size);
  const ends = graph.firstOfDay[graph.rules.days]!;
  toGo.fill(Number.POSITIVE_INFINITY, 0, base[ends]!);
  toGo.fill(0, base[ends]!, graph.states);
  for (let node = ends - 1; node >= 0; node--) {
    if (alive[node] === 0) continue;
    for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc++) {
      const target = arcTarget[arc]!;
      if (alive[target] === 0) continue;
      const group = arcGroup[arc]!;
      const day = dayOfNode[node]!;
      const price = group < 0 ? prices[day * codes]! : groupPrice[day * graph.groups.count + group]!;
      const step = minutes.steps[arc]!;
      const first = Math.max(minutes.low[node]!, minutes.low[target]! - step);
      const count = Math.min(minutes.high[node]!, minutes.high[target]! - step) - first + 1;
      if (count <= 0) continue;
      let here = base[node]! + first - minutes.low[node]!;
      let there = base[target]! + first + step - minutes.low[target]!;
      let empty = false;
      for (let index = 1; index < size; index++) {
        const { steps, low, high } = others[index - 1]!;
        const add = steps[arc]!;
        from[index] = Math.max(low[node]!, low[target]! - add);
        until[index] = Math.min(high[node]!, high[target]! - add);
        if (from[index]! > until[index]!) empty = true;
        value[index] = from[index]!;
        here += (from[index]! - low[node]!) * strides[node * size + index]!;
        there += (from[index]! + add - low[target]!) * strides[target * size + index]!;
      }
      if (empty) continue;
      for (;;) {
        for (let state = here, next = there, end = here + count; state < end; state++, next++) {
          const cost = price + toGo[next]!;
          if (cost < toGo[state]!) toGo[state] = cost;
        }
        let index = 1;
        for (; index < size; index++) {
          const stride = strides[node * size + index]!;
          const strideThere = strides[target * size + index]!;
          if (value[index]! < until[index]!) {
            value[index]!++;
            here += stride;
            there += strideThere;
            break;
          }
          here -= (value[index]! - from[index]!) * stride;
          there -= (value[index]! - from[index]!) * strideThere;
          value[index] = from[index]!;
        }
        if (index === size) break;
      }
    }
  }
  return toGo[base[0]!]!;
}

/** The state that an arc leads to from `values` of the counters, or -1 where that is outside the target's box. */
export function stateAfter(graph: RowGraph, arc: number, values: Int32Array): number {
  const { counters, strides, base, alive } = graph;
  const target = graph.arcTarget[arc]!;
  if (alive[target] === 0) return -1;
  let state = base[target]!;
  for (let index = 0; index < counters.length; index++) {
    const { steps, low, high } = counters[index]!;
    const value = values[index]! + steps[arc]!;
    if (value < low[target]! || value > high[target]!) return -1;
    state += (value - low[target]!) * strides[target * counters.length + index]!;
  }
  return state;
}

/**
 * Follows the recursion's choices from the start: a row of the least price (shift per day, 0 = off). Only after
 * {@link costToGo} on the same graph, prices and scratch gave a finite price. Of equal ones the first arc is taken.
 */
export function leastCostRow(graph: RowGraph, prices: Float64Array, scratch: RowScratch): Uint8Array {
  const { rules, counters, arcGroup, firstArc } = graph;
  const { toGo, groupPrice, groupShift } = scratch;
  const row = new Uint8Array(rules.days);
  const values = new Int32Array(counters.length);
  let node = 0;
  for (let day = 0; day < rules.days; day++) {
    let best = Number.POSITIVE_INFINITY;
    let chosen = -1;
    for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc++) {
      const state = stateAfter(graph, arc, values);
      if (state < 0) continue;
      const group = arcGroup[arc]!;
      const price = group < 0 ? prices[day * rules.codes]! : groupPrice[day * graph.groups.count + group]!;
      if (price + toGo[state]! < best) {
        best = price + toGo[state]!;
        chosen = arc;
      }
    }
    const group = arcGroup[chosen]!;
    row[day] = group < 0 ? 0 : groupShift[day * graph.groups.count + group]!;
    counters.forEach(({ steps }, index) => {
      values[index]! += steps[chosen]!;
    });
    node = graph.arcTarget[chosen]!;
  }
  return row;
}
