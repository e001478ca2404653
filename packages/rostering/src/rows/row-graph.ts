import type { RowRules } from './row-rules.js';
import { type ShiftGroups, shiftGroups } from './shift-groups.js';

/**
 * The legal rows of one person as paths through a layered graph, without the limits per shift type. A node is a day and
 * what the days before it mean for the days to come: the run of days off, or the run of days worked and the last
 * shift's successor class. Each node carries the box of (minutes, weekends) with which it can be reached from the start
 * and from which the end can be reached; a state is a node and a point of its box.
 *
 * After Burke, Curtois: New approaches to nurse rostering benchmark instances, EJOR 237 (2014), whose pricing problem is
 * a shortest path with resources; here both limits of the minutes are exact because minutes are part of the state.
 */
export interface RowGraph {
  rules: RowRules;
  groups: ShiftGroups;
  /** Number of nodes; they are numbered by day, day 0 to day `days`; node 0 is the start. */
  nodes: number;
  /** First node of each day, length days + 2. */
  firstOfDay: Int32Array;
  /** Day of each node. */
  dayOfNode: Int32Array;
  /** Box of each node, inclusive: least and most units of minutes, least and most weekends. */
  minUnits: Int32Array;
  maxUnits: Int32Array;
  minWeekends: Int32Array;
  maxWeekends: Int32Array;
  /** First state of each node; the state (units, weekends) is `base + (weekends - min) * width + units - min`. */
  base: Int32Array;
  states: number;
  /** Arcs leaving each node: `firstArc[node] .. firstArc[node + 1]`. */
  firstArc: Int32Array;
  arcTarget: Int32Array;
  /** Group of shifts the arc stands for, -1 for off. */
  arcGroup: Int32Array;
  arcUnits: Int32Array;
  arcWeekends: Int32Array;
}

/** The layers before any minute is counted: nodes that can be reached, and their arcs. */
function layers(rules: RowRules, groups: ShiftGroups) {
  const offStates = Math.max(1, rules.minConsecutiveOff);
  const workStates = Math.max(
    1,
    Math.min(rules.maxConsecutiveWork, Math.max(rules.days, rules.minConsecutiveWork)),
  );
  const perDay = offStates + workStates * groups.classes;
  const width = rules.shifts + 1;
  const usableOnDay = (day: number, group: number) =>
    groups.members[group]!.some((shift) => rules.allowed[day * width + shift]);

  const off = (run: number) => Math.min(run, offStates) - 1;
  const work = (run: number, successors: number) => offStates + (run - 1) * groups.classes + successors;
  const start =
    rules.runBefore > 0
      ? work(Math.min(rules.runBefore, workStates), groups.classOfShift[rules.shiftBefore]!)
      : rules.runBefore < 0
        ? off(-rules.runBefore)
        : off(offStates);

  const kinds: number[] = [start];
  const dayOfNode: number[] = [0];
  const firstOfDay = [0, 1];
  const firstArc = [0];
  const arcTarget: number[] = [];
  const arcGroup: number[] = [];
  const arcWeekends: number[] = [];
  for (let day = 0; day < rules.days; day++) {
    const nodeOfKind = new Int32Array(perDay).fill(-1);
    const weekend = rules.weekendOfDay[day]!;
    const opensWeekend = day === 0 || rules.weekendOfDay[day - 1] !== weekend;
    const add = (kind: number, group: number, weekends: number) => {
      if (nodeOfKind[kind] === -1) {
        nodeOfKind[kind] = kinds.length;
        kinds.push(kind);
        dayOfNode.push(day + 1);
      }
      arcTarget.push(nodeOfKind[kind]!);
      arcGroup.push(group);
      arcWeekends.push(weekends);
    };
    for (let node = firstOfDay[day]!; node < firstOfDay[day + 1]!; node++) {
      const kind = kinds[node]!;
      const worked = kind >= offStates;
      const run = worked ? Math.floor((kind - offStates) / groups.classes) + 1 : kind + 1;
      const successors = worked ? (kind - offStates) % groups.classes : -1;
      const exempt = rules.runBefore === 0 && run === day;
      if (rules.allowed[day * width] && (!worked || run >= rules.minConsecutiveWork || exempt)) {
        add(worked ? off(1) : off(run + 1), -1, 0);
      }
      if (worked ? run < rules.maxConsecutiveWork : run >= offStates) {
        const counts = weekend >= 0 && (opensWeekend || !worked) ? 1 : 0;
        const next = worked ? Math.min(run + 1, workStates) : 1;
        const open = worked ? groups.groupsAfterClass[successors]! : undefined;
        for (let index = 0; index < (open ? open.length : groups.count); index++) {
          const group = open ? open[index]! : index;
          if (usableOnDay(day, group)) add(work(next, groups.classOfGroup[group]!), group, counts);
        }
      }
      firstArc.push(arcTarget.length);
    }
    firstOfDay.push(kinds.length);
  }
  for (let node = firstOfDay[rules.days]!; node < kinds.length; node++) firstArc.push(arcTarget.length);
  return { firstOfDay, dayOfNode, firstArc, arcTarget, arcGroup, arcWeekends };
}

/** Builds the graph. Without any legal row `states` is 0. */
export function rowGraph(rules: RowRules, groups: ShiftGroups = shiftGroups(rules)): RowGraph {
  const { firstOfDay, dayOfNode, firstArc, arcTarget, arcGroup, arcWeekends } = layers(rules, groups);
  const nodes = dayOfNode.length;
  const arcUnits = Int32Array.from(arcGroup, (group) => (group < 0 ? 0 : groups.units[group]!));
  const lowest = Math.ceil(rules.minMinutes / groups.unit);
  const highest = Math.floor(rules.maxMinutes / groups.unit);
  const far = 1 << 28;

  const minUnits = new Int32Array(nodes).fill(far);
  const maxUnits = new Int32Array(nodes).fill(-1);
  const minWeekends = new Int32Array(nodes).fill(far);
  const maxWeekends = new Int32Array(nodes).fill(-1);
  minUnits[0] = maxUnits[0] = minWeekends[0] = maxWeekends[0] = 0;
  for (let node = 0; node < nodes; node++) {
    for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc++) {
      const target = arcTarget[arc]!;
      minUnits[target] = Math.min(minUnits[target]!, minUnits[node]! + arcUnits[arc]!);
      maxUnits[target] = Math.min(highest, Math.max(maxUnits[target]!, maxUnits[node]! + arcUnits[arc]!));
      minWeekends[target] = Math.min(minWeekends[target]!, minWeekends[node]! + arcWeekends[arc]!);
      maxWeekends[target] = Math.min(
        rules.maxWeekends,
        Math.max(maxWeekends[target]!, maxWeekends[node]! + arcWeekends[arc]!),
      );
    }
  }
  const leastGain = new Int32Array(nodes).fill(far);
  const mostGain = new Int32Array(nodes).fill(-far);
  const leastWeekends = new Int32Array(nodes).fill(far);
  for (let node = nodes - 1; node >= 0; node--) {
    if (dayOfNode[node] === rules.days) leastGain[node] = mostGain[node] = leastWeekends[node] = 0;
    for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc++) {
      const target = arcTarget[arc]!;
      leastGain[node] = Math.min(leastGain[node]!, leastGain[target]! + arcUnits[arc]!);
      mostGain[node] = Math.max(mostGain[node]!, mostGain[target]! + arcUnits[arc]!);
      leastWeekends[node] = Math.min(leastWeekends[node]!, leastWeekends[target]! + arcWeekends[arc]!);
    }
  }
  const base = new Int32Array(nodes);
  let states = 0;
  for (let node = 0; node < nodes; node++) {
    minUnits[node] = Math.max(minUnits[node]!, lowest - mostGain[node]!);
    maxUnits[node] = Math.min(maxUnits[node]!, highest - leastGain[node]!);
    maxWeekends[node] = Math.min(maxWeekends[node]!, rules.maxWeekends - leastWeekends[node]!);
    base[node] = states;
    const units = maxUnits[node]! - minUnits[node]! + 1;
    const weekends = maxWeekends[node]! - minWeekends[node]! + 1;
    if (units > 0 && weekends > 0) states += units * weekends;
    else maxUnits[node] = minUnits[node]! - 1;
  }
  return {
    rules,
    groups,
    nodes,
    firstOfDay: Int32Array.from(firstOfDay),
    dayOfNode: Int32Array.from(dayOfNode),
    minUnits,
    maxUnits,
    minWeekends,
    maxWeekends,
    base,
    states,
    firstArc: Int32Array.from(firstArc),
    arcTarget: Int32Array.from(arcTarget),
    arcGroup: Int32Array.from(arcGroup),
    arcUnits,
    arcWeekends: Int32Array.from(arcWeekends),
  };
}
