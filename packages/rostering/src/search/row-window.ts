import type { RowGraph } from '../rows/row-graph.js';

/** Stands for a counter that cannot be. */
const FAR = 1 << 28;

/**
 * The cheapest continuation of a row through a stretch of its days, the days before and after staying as they are: the
 * recursion of Bellman over the person's graph of legal rows, confined to what connects the two fixed ends. For a short
 * stretch of a long period this is far less than the whole graph. Memory is kept from call to call; one instance serves
 * all people.
 */
export class RowWindow {
  /** By node: boxes of minutes and weekends within which the stretch can pass it. Low above high: it cannot. */
  private low = new Int32Array(0);
  private high = new Int32Array(0);
  private lowWeekends = new Int32Array(0);
  private highWeekends = new Int32Array(0);
  private base = new Int32Array(0);
  private toGo = new Float64Array(0);
  private groupPrice = new Float64Array(0);
  private groupShift = new Int32Array(0);
  private minutesAfter = 0;
  private weekendsAfter = 0;

  /**
   * Fills `row` from day `from` up to `until` with the cheapest shifts by `prices`, at `day * codes + code`. Limits per
   * shift that the graph does not keep are not regarded. Returns false, and leaves the row, where there is no legal way.
   */
  fill(graph: RowGraph, row: Uint8Array, from: number, until: number, prices: Float64Array): boolean {
    const { firstOfDay, counters } = graph;
    this.grow(graph);
    const [minutes, weekends] = counters as [RowGraph['counters'][0], RowGraph['counters'][0]];
    const start = this.walk(graph, row, from);
    if (start < 0) return false;
    this.low[start] = this.high[start] = this.minutesAfter;
    this.lowWeekends[start] = this.highWeekends[start] = this.weekendsAfter;
    this.reach(graph, start, from, until);
    let alive = false;
    for (let node = firstOfDay[until]!; node < firstOfDay[until + 1]!; node += 1) {
      if (this.low[node]! > this.high[node]!) continue;
      if (!this.finish(graph, row, node, until)) {
        this.low[node] = FAR;
        continue;
      }
      this.low[node] = Math.max(this.low[node]!, minutes.min - this.minutesAfter);
      this.high[node] = Math.min(this.high[node]!, minutes.max - this.minutesAfter);
      this.highWeekends[node] = Math.min(this.highWeekends[node]!, weekends.max - this.weekendsAfter);
      if (this.low[node]! <= this.high[node]! && this.lowWeekends[node]! <= this.highWeekends[node]!)
        alive = true;
      else this.low[node] = FAR;
    }
    if (!alive) return false;
    this.priceGroups(graph, prices, from, until);
    const states = this.narrow(graph, start, from, until);
    if (states === 0) return false;
    this.solve(graph, prices, start, from, until, states);
    return this.follow(graph, row, prices, start, from, until);
  }

  private grow({ nodes, rules, groups }: RowGraph): void {
    if (this.low.length < nodes) {
      this.low = new Int32Array(nodes);
      this.high = new Int32Array(nodes);
      this.lowWeekends = new Int32Array(nodes);
      this.highWeekends = new Int32Array(nodes);
      this.base = new Int32Array(nodes);
    }
    if (this.groupPrice.length < rules.days * groups.count) {
      this.groupPrice = new Float64Array(rules.days * groups.count);
      this.groupShift = new Int32Array(rules.days * groups.count);
    }
  }

  /** Follows the row to a day; the counters are in `minutesAfter` and `weekendsAfter`. -1 where it is not legal. */
  private walk(graph: RowGraph, row: Uint8Array, until: number): number {
    this.minutesAfter = 0;
    this.weekendsAfter = 0;
    let node = 0;
    for (let day = 0; day < until; day += 1) {
      const arc = arcOf(graph, node, row[day]!);
      if (arc < 0) return -1;
      this.minutesAfter += graph.counters[0]!.steps[arc]!;
      this.weekendsAfter += graph.counters[1]!.steps[arc]!;
      node = graph.arcTarget[arc]!;
    }
    return node;
  }

  /** Whether the fixed days from `day` on can follow a node; what they add is in `minutesAfter` and `weekendsAfter`. */
  private finish(graph: RowGraph, row: Uint8Array, from: number, day: number): boolean {
    this.minutesAfter = 0;
    this.weekendsAfter = 0;
    let node = from;
    for (let at = day; at < graph.rules.days; at += 1) {
      const arc = arcOf(graph, node, row[at]!);
      if (arc < 0) return false;
      this.minutesAfter += graph.counters[0]!.steps[arc]!;
      this.weekendsAfter += graph.counters[1]!.steps[arc]!;
      node = graph.arcTarget[arc]!;
    }
    return true;
  }

  /** Boxes of what can be reached from the start of the stretch. */
  private reach(graph: RowGraph, start: number, from: number, until: number): void {
    const { firstOfDay, firstArc, arcTarget, alive, counters } = graph;
    const { low, high, lowWeekends, highWeekends } = this;
    const [minutes, weekends] = [counters[0]!, counters[1]!];
    for (let node = firstOfDay[from]!; node < firstOfDay[until + 1]!; node += 1) {
      if (node === start) continue;
      low[node] = FAR;
      high[node] = -FAR;
      lowWeekends[node] = FAR;
      highWeekends[node] = -FAR;
    }
    for (let node = firstOfDay[from]!; node < firstOfDay[until]!; node += 1) {
      if (low[node]! > high[node]!) continue;
      for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc += 1) {
        const target = arcTarget[arc]!;
        if (alive[target] === 0) continue;
        const more = minutes.steps[arc]!;
        const weekend = weekends.steps[arc]!;
        const least = Math.max(minutes.low[target]!, low[node]! + more);
        const most = Math.min(minutes.high[target]!, high[node]! + more);
        const least2 = Math.max(weekends.low[target]!, lowWeekends[node]! + weekend);
        const most2 = Math.min(weekends.high[target]!, highWeekends[node]! + weekend);
        if (least > most || least2 > most2) continue;
        if (least < low[target]!) low[target] = least;
        if (most > high[target]!) high[target] = most;
        if (least2 < lowWeekends[target]!) lowWeekends[target] = least2;
        if (most2 > highWeekends[target]!) highWeekends[target] = most2;
      }
    }
  }

  /** Narrows the boxes to what can still get to the end of the stretch, and numbers the states. Returns how many. */
  private narrow(graph: RowGraph, start: number, from: number, until: number): number {
    const { firstOfDay, firstArc, arcTarget, counters } = graph;
    const { low, high, lowWeekends, highWeekends, base } = this;
    const [minutes, weekends] = [counters[0]!, counters[1]!];
    let states = 0;
    for (let node = firstOfDay[until + 1]! - 1; node >= firstOfDay[from]!; node -= 1) {
      if (low[node]! > high[node]!) continue;
      if (node < firstOfDay[until]!) {
        let least = FAR;
        let most = -FAR;
        let least2 = FAR;
        let most2 = -FAR;
        for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc += 1) {
          const target = arcTarget[arc]!;
          if (low[target]! > high[target]!) continue;
          least = Math.min(least, low[target]! - minutes.steps[arc]!);
          most = Math.max(most, high[target]! - minutes.steps[arc]!);
          least2 = Math.min(least2, lowWeekends[target]! - weekends.steps[arc]!);
          most2 = Math.max(most2, highWeekends[target]! - weekends.steps[arc]!);
        }
        low[node] = Math.max(low[node]!, least);
        high[node] = Math.min(high[node]!, most);
        lowWeekends[node] = Math.max(lowWeekends[node]!, least2);
        highWeekends[node] = Math.min(highWeekends[node]!, most2);
      }
      if (low[node]! > high[node]! || lowWeekends[node]! > highWeekends[node]!) {
        low[node] = FAR;
        high[node] = -FAR;
        continue;
      }
      base[node] = states;
      states += (high[node]! - low[node]! + 1) * (highWeekends[node]! - lowWeekends[node]! + 1);
    }
    return low[start]! > high[start]! ? 0 : states;
  }

  /** The cheapest shift of each group on each day of the stretch. */
  private priceGroups({ rules, groups }: RowGraph, prices: Float64Array, from: number, until: number): void {
    const { codes, allowed } = rules;
    for (let day = from; day < until; day += 1)
      for (let group = 0; group < groups.count; group += 1) {
        let best = Number.POSITIVE_INFINITY;
        let chosen = 0;
        for (const shift of groups.members[group]!) {
          const price = prices[day * codes + shift]!;
          if (price >= best || allowed[day * codes + shift] === 0) continue;
          best = price;
          chosen = shift;
        }
        this.groupPrice[day * groups.count + group] = best;
        this.groupShift[day * groups.count + group] = chosen;
      }
  }

  private solve(
    graph: RowGraph,
    prices: Float64Array,
    start: number,
    from: number,
    until: number,
    states: number,
  ): void {
    const { firstOfDay, firstArc, arcTarget, arcGroup, counters, groups, rules } = graph;
    const { low, high, lowWeekends, highWeekends, base, groupPrice } = this;
    const { steps } = counters[0]!;
    const weekendSteps = counters[1]!.steps;
    if (this.toGo.length < states) this.toGo = new Float64Array(2 * states);
    const { toGo } = this;
    toGo.fill(Number.POSITIVE_INFINITY, 0, states);
    for (let node = firstOfDay[until]!; node < firstOfDay[until + 1]!; node += 1) {
      if (low[node]! > high[node]!) continue;
      const size = (high[node]! - low[node]! + 1) * (highWeekends[node]! - lowWeekends[node]! + 1);
      toGo.fill(0, base[node]!, base[node]! + size);
    }
    for (let day = until - 1; day >= from; day -= 1)
      for (let node = firstOfDay[day]!; node < firstOfDay[day + 1]!; node += 1) {
        if (low[node]! > high[node]!) continue;
        const width = high[node]! - low[node]! + 1;
        for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc += 1) {
          const target = arcTarget[arc]!;
          if (low[target]! > high[target]!) continue;
          const group = arcGroup[arc]!;
          const price = group < 0 ? prices[day * rules.codes]! : groupPrice[day * groups.count + group]!;
          const step = steps[arc]!;
          const first = Math.max(low[node]!, low[target]! - step);
          const count = Math.min(high[node]!, high[target]! - step) - first + 1;
          if (count <= 0) continue;
          const more = weekendSteps[arc]!;
          const widthThere = high[target]! - low[target]! + 1;
          const last = Math.min(highWeekends[node]!, highWeekends[target]! - more);
          for (let w = Math.max(lowWeekends[node]!, lowWeekends[target]! - more); w <= last; w += 1) {
            let state = base[node]! + (w - lowWeekends[node]!) * width + first - low[node]!;
            let next =
              base[target]! + (w + more - lowWeekends[target]!) * widthThere + first + step - low[target]!;
            for (const end = state + count; state < end; state += 1, next += 1) {
              const cost = price + toGo[next]!;
              if (cost < toGo[state]!) toGo[state] = cost;
            }
          }
        }
        if (node === start) return;
      }
  }

  private follow(
    graph: RowGraph,
    row: Uint8Array,
    prices: Float64Array,
    start: number,
    from: number,
    until: number,
  ): boolean {
    const { firstArc, arcTarget, arcGroup, counters, groups, rules } = graph;
    const { low, high, lowWeekends, highWeekends, base, toGo, groupPrice, groupShift } = this;
    if (toGo[base[start]!] === Number.POSITIVE_INFINITY) return false;
    let node = start;
    let minutes = low[start]!;
    let weekends = lowWeekends[start]!;
    for (let day = from; day < until; day += 1) {
      let best = Number.POSITIVE_INFINITY;
      let chosen = -1;
      for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc += 1) {
        const target = arcTarget[arc]!;
        const m = minutes + counters[0]!.steps[arc]!;
        const w = weekends + counters[1]!.steps[arc]!;
        if (m < low[target]! || m > high[target]! || w < lowWeekends[target]! || w > highWeekends[target]!)
          continue;
        const group = arcGroup[arc]!;
        const price = group < 0 ? prices[day * rules.codes]! : groupPrice[day * groups.count + group]!;
        const state =
          base[target]! + (w - lowWeekends[target]!) * (high[target]! - low[target]! + 1) + m - low[target]!;
        if (price + toGo[state]! >= best) continue;
        best = price + toGo[state]!;
        chosen = arc;
      }
      const group = arcGroup[chosen]!;
      row[day] = group < 0 ? 0 : groupShift[day * groups.count + group]!;
      minutes += counters[0]!.steps[chosen]!;
      weekends += counters[1]!.steps[chosen]!;
      node = arcTarget[chosen]!;
    }
    return true;
  }
}

/** The arc from a node that stands for a shift, or -1. */
function arcOf({ firstArc, arcGroup, groups }: RowGraph, node: number, code: number): number {
  for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc += 1) {
    const group = arcGroup[arc]!;
    if (code === 0 ? group < 0 : group >= 0 && groups.members[group]!.includes(code)) return arc;
  }
  return -1;
}
