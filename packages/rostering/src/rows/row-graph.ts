import { type RowLayers, rowLayers } from './row-layers.js';
import type { Cap, RowRules } from './row-rules.js';
import { gcd, type ShiftGroups, shiftGroups } from './shift-groups.js';

/** Something that adds up along a row: minutes, weekends, shifts of a cap. */
interface Counter {
  /** What each arc adds. */
  readonly steps: Int32Array;
  readonly min: number;
  readonly max: number;
  /** Least and most at each node; least above most where the node is on no legal row. */
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/**
 * The legal rows of one person as paths through a layered graph. A state is a node and one value of every counter; each
 * node carries the box of values with which it can be reached from the start and from which the end can be reached.
 *
 * After Burke, Curtois: New approaches to nurse rostering benchmark instances, EJOR 237 (2014), where the pricing problem
 * is a shortest path with resources. Here the resources are part of the state, which makes both limits of the minutes
 * exact, and tight contracts small.
 */
export interface RowGraph extends RowLayers {
  readonly rules: RowRules;
  readonly groups: ShiftGroups;
  readonly nodes: number;
  /** Minutes, weekends, and one for each of the caps that the graph keeps. */
  readonly counters: readonly Counter[];
  /** First state of each node; within it the minutes (in units) are contiguous, then the other counters by `strides`. */
  readonly base: Int32Array;
  /** Distance of neighbouring values, at `node * counters + counter`; for minutes 1. */
  readonly strides: Int32Array;
  /** 1 where the node is on a legal row, as far as the boxes tell. */
  readonly alive: Uint8Array;
  /** Number of states. */
  readonly states: number;
}

/**
 * Builds the graph.
 *
 * @param kept the caps that the graph is to keep; the others are left to its user. Each multiplies the states
 */
export function rowGraph(rules: RowRules, kept: readonly Cap[]): RowGraph {
  const groups = shiftGroups(rules, kept);
  const layers = rowLayers(rules, groups);
  const { dayOfNode, arcGroup, arcWeekends, firstArc } = layers;
  const nodes = dayOfNode.length;
  const dayOfArc = new Int32Array(arcGroup.length);
  for (let node = 0; node < nodes; node++)
    dayOfArc.fill(dayOfNode[node]!, firstArc[node]!, firstArc[node + 1]!);

  const minutes = arcGroup.map((group) => (group < 0 ? 0 : groups.units[group]!));
  const counters = [
    counter(
      layers,
      minutes,
      Math.ceil(rules.minMinutes / groups.unit),
      Math.floor(rules.maxMinutes / groups.unit),
    ),
    counter(layers, arcWeekends, 0, rules.maxWeekends),
    ...kept.map(({ weights, from, until, max }) => {
      const unit = weights.reduce(gcd, 0) || 1;
      const steps = arcGroup.map((group, arc) => {
        const counts = group >= 0 && dayOfArc[arc]! >= from && dayOfArc[arc]! < until;
        return counts ? weights[groups.members[group]![0]!]! / unit : 0;
      });
      return counter(layers, steps, 0, Math.floor(max / unit));
    }),
  ];

  const base = new Int32Array(nodes);
  const strides = new Int32Array(nodes * counters.length);
  const alive = new Uint8Array(nodes);
  let states = 0;
  for (let node = 0; node < nodes; node++) {
    base[node] = states;
    if (counters.some(({ low, high }) => low[node]! > high[node]!)) continue;
    alive[node] = 1;
    let size = 1;
    counters.forEach(({ low, high }, index) => {
      strides[node * counters.length + index] = size;
      size *= high[node]! - low[node]! + 1;
    });
    states += size;
  }
  return { ...layers, rules, groups, nodes, counters, base, strides, alive, states };
}

/** Boxes of one counter: what can be reached from the start, less what can no longer come within the limits. */
function counter(layers: RowLayers, steps: Int32Array, min: number, max: number): Counter {
  const { firstArc, arcTarget, firstOfDay } = layers;
  const nodes = layers.dayOfNode.length;
  const far = 1 << 28;
  const low = new Int32Array(nodes).fill(far);
  const high = new Int32Array(nodes).fill(-1);
  low[0] = high[0] = 0;
  for (let node = 0; node < nodes; node++) {
    for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc++) {
      const target = arcTarget[arc]!;
      low[target] = Math.min(low[target]!, low[node]! + steps[arc]!);
      high[target] = Math.min(max, Math.max(high[target]!, high[node]! + steps[arc]!));
    }
  }
  const leastGain = new Int32Array(nodes).fill(far);
  const mostGain = new Int32Array(nodes).fill(-far);
  for (let node = nodes - 1; node >= 0; node--) {
    if (node >= firstOfDay[firstOfDay.length - 2]!) leastGain[node] = mostGain[node] = 0;
    for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc++) {
      const target = arcTarget[arc]!;
      leastGain[node] = Math.min(leastGain[node]!, leastGain[target]! + steps[arc]!);
      mostGain[node] = Math.max(mostGain[node]!, mostGain[target]! + steps[arc]!);
    }
    low[node] = Math.max(low[node]!, min - mostGain[node]!);
    high[node] = Math.min(high[node]!, max - leastGain[node]!);
  }
  return { steps, min, max, low, high };
}
