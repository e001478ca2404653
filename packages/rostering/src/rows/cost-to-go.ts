import type { RowGraph } from './row-graph.js';

/** Memory that is reused from person to person. */
export interface RowScratch {
  /** Least cost from each state to the end; Infinity where the end cannot be reached. */
  toGo: Float64Array;
  /** Price of each group on each day, its cheapest member: `day * groups + group`. */
  groupPrice: Float64Array;
  /** That member. */
  groupShift: Int32Array;
}

/** Empty scratch memory. It grows with the largest graph it was used for. */
export function rowScratch(): RowScratch {
  return { toGo: new Float64Array(0), groupPrice: new Float64Array(0), groupShift: new Int32Array(0) };
}

/** The cheapest shift of each group on each day under prices per (day, shift). */
function priceGroups(graph: RowGraph, prices: Float64Array, scratch: RowScratch): void {
  const { rules, groups } = graph;
  const width = rules.shifts + 1;
  const size = rules.days * groups.count;
  if (scratch.groupPrice.length < size) {
    scratch.groupPrice = new Float64Array(size);
    scratch.groupShift = new Int32Array(size);
  }
  for (let day = 0; day < rules.days; day++) {
    for (let group = 0; group < groups.count; group++) {
      let best = Number.POSITIVE_INFINITY;
      let chosen = 0;
      for (const shift of groups.members[group]!) {
        if (!rules.allowed[day * width + shift]) continue;
        const price = prices[day * width + shift]!;
        if (price < best) {
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
 * Bellman's recursion from the last day to the first: the least cost of getting from each state to the end.
 * Prices are per (day, shift), at `day * (shifts + 1) + shift`, off included. Fills the scratch; returns the least cost
 * of a row, Infinity if there is none. Limits per shift type are not regarded.
 */
export function costToGo(graph: RowGraph, prices: Float64Array, scratch: RowScratch): number {
  const { rules, minUnits, maxUnits, minWeekends, maxWeekends, base, firstArc } = graph;
  const { arcTarget, arcGroup, arcUnits, arcWeekends, dayOfNode } = graph;
  if (graph.states === 0 || maxUnits[0]! < 0) return Number.POSITIVE_INFINITY;
  if (scratch.toGo.length < graph.states) scratch.toGo = new Float64Array(graph.states);
  priceGroups(graph, prices, scratch);
  const { toGo, groupPrice } = scratch;
  const width = rules.shifts + 1;
  const lastLayer = graph.firstOfDay[rules.days]!;
  toGo.fill(Number.POSITIVE_INFINITY, 0, base[lastLayer]!);
  toGo.fill(0, base[lastLayer]!, graph.states);
  for (let node = lastLayer - 1; node >= 0; node--) {
    const units = maxUnits[node]! - minUnits[node]! + 1;
    if (units <= 0) continue;
    const day = dayOfNode[node]!;
    for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc++) {
      const target = arcTarget[arc]!;
      const targetUnits = maxUnits[target]! - minUnits[target]! + 1;
      if (targetUnits <= 0) continue;
      const group = arcGroup[arc]!;
      const price = group < 0 ? prices[day * width]! : groupPrice[day * graph.groups.count + group]!;
      const step = arcUnits[arc]!;
      const more = arcWeekends[arc]!;
      const from = Math.max(minUnits[node]!, minUnits[target]! - step);
      const count = Math.min(maxUnits[node]!, maxUnits[target]! - step) - from + 1;
      const firstWeekend = Math.max(minWeekends[node]!, minWeekends[target]! - more);
      const lastWeekend = Math.min(maxWeekends[node]!, maxWeekends[target]! - more);
      for (let weekend = firstWeekend; weekend <= lastWeekend; weekend++) {
        let here = base[node]! + (weekend - minWeekends[node]!) * units + from - minUnits[node]!;
        let there =
          base[target]! +
          (weekend + more - minWeekends[target]!) * targetUnits +
          from +
          step -
          minUnits[target]!;
        for (const end = here + count; here < end; here++, there++) {
          const cost = price + toGo[there]!;
          if (cost < toGo[here]!) toGo[here] = cost;
        }
      }
    }
  }
  return toGo[base[0]!]!;
}

/**
 * Follows the recursion's choices from the start: a row of the least cost (shift per day, 0 = off). Only after
 * {@link costToGo} on the same graph, prices and scratch gave a finite cost. Equal costs fall to the first arc.
 */
export function leastCostRow(graph: RowGraph, prices: Float64Array, scratch: RowScratch): Uint8Array {
  const { rules, minUnits, maxUnits, minWeekends, maxWeekends, base } = graph;
  const { toGo, groupPrice, groupShift } = scratch;
  const width = rules.shifts + 1;
  const row = new Uint8Array(rules.days);
  let node = 0;
  let units = 0;
  let weekends = 0;
  for (let day = 0; day < rules.days; day++) {
    let best = Number.POSITIVE_INFINITY;
    let chosen = -1;
    for (let arc = graph.firstArc[node]!; arc < graph.firstArc[node + 1]!; arc++) {
      const target = graph.arcTarget[arc]!;
      const nextUnits = units + graph.arcUnits[arc]!;
      const nextWeekends = weekends + graph.arcWeekends[arc]!;
      if (nextUnits < minUnits[target]! || nextUnits > maxUnits[target]!) continue;
      if (nextWeekends < minWeekends[target]! || nextWeekends > maxWeekends[target]!) continue;
      const group = graph.arcGroup[arc]!;
      const price = group < 0 ? prices[day * width]! : groupPrice[day * graph.groups.count + group]!;
      const state =
        base[target]! +
        (nextWeekends - minWeekends[target]!) * (maxUnits[target]! - minUnits[target]! + 1) +
        nextUnits -
        minUnits[target]!;
      const cost = price + toGo[state]!;
      if (cost < best) {
        best = cost;
        chosen = arc;
      }
    }
    const group = graph.arcGroup[chosen]!;
    row[day] = group < 0 ? 0 : groupShift[day * graph.groups.count + group]!;
    units += graph.arcUnits[chosen]!;
    weekends += graph.arcWeekends[chosen]!;
    node = graph.arcTarget[chosen]!;
  }
  return row;
}
