import type { RowRules } from './row-rules.js';
import type { ShiftGroups } from './shift-groups.js';

/** Nodes and arcs of a {@link RowGraph} before anything is counted along them. */
export interface RowLayers {
  /** First node of each day, length days + 2; the nodes of day `days` are the ends. */
  readonly firstOfDay: Int32Array;
  readonly dayOfNode: Int32Array;
  /** Arcs leaving each node: `firstArc[node] .. firstArc[node + 1]`. */
  readonly firstArc: Int32Array;
  readonly arcTarget: Int32Array;
  /** Group of shifts the arc stands for, -1 for off. */
  readonly arcGroup: Int32Array;
  /** 1 where the arc makes a weekend a worked one. */
  readonly arcWeekends: Int32Array;
}

/**
 * A node is a day and what the days before it mean for those to come: a run of so many days off (as far as their least
 * number matters), or a run of so many days worked and the successor class of the last shift. Only nodes that can be
 * reached are made.
 */
export function rowLayers(rules: RowRules, groups: ShiftGroups): RowLayers {
  const { days, codes, allowed, weekendOfDay, runBefore } = rules;
  const offStates = Math.max(1, rules.minConsecutiveOff);
  const unlimited = rules.maxConsecutiveWork >= days + Math.max(0, runBefore);
  const workStates = Math.max(1, unlimited ? rules.minConsecutiveWork : rules.maxConsecutiveWork);
  const off = (run: number) => Math.min(run, offStates) - 1;
  const work = (run: number, successors: number) => offStates + (run - 1) * groups.classes + successors;
  const start =
    runBefore > 0
      ? work(Math.min(runBefore, workStates), groups.classOfShift[rules.shiftBefore]!)
      : off(rules.offOpen || runBefore === 0 ? offStates : -runBefore);

  const kinds = [start];
  const dayOfNode = [0];
  const firstOfDay = [0, 1];
  const firstArc = [0];
  const arcTarget: number[] = [];
  const arcGroup: number[] = [];
  const arcWeekends: number[] = [];
  for (let day = 0; day < days; day++) {
    const nodeOfKind = new Map<number, number>();
    const weekend = weekendOfDay[day]!;
    const opensWeekend = day === 0 || weekendOfDay[day - 1] !== weekend;
    const usable = groups.members.map((members) => members.some((shift) => allowed[day * codes + shift]));
    const add = (kind: number, group: number, weekends: number) => {
      let node = nodeOfKind.get(kind);
      if (node === undefined) {
        node = kinds.length;
        nodeOfKind.set(kind, node);
        kinds.push(kind);
        dayOfNode.push(day + 1);
      }
      arcTarget.push(node);
      arcGroup.push(group);
      arcWeekends.push(weekends);
    };
    for (let node = firstOfDay[day]!; node < firstOfDay[day + 1]!; node++) {
      const kind = kinds[node]!;
      const worked = kind >= offStates;
      const run = worked ? Math.floor((kind - offStates) / groups.classes) + 1 : kind + 1;
      const exempt = (day === 0 && !rules.goesOn) || (rules.workOpen && run === day + Math.max(0, runBefore));
      if (allowed[day * codes] && (!worked || run >= rules.minConsecutiveWork || exempt)) {
        add(worked ? off(1) : off(run + 1), -1, 0);
      }
      const mayStart = rules.maxConsecutiveWork > 0 && (run >= offStates || (day === 0 && !rules.goesOn));
      if (worked ? unlimited || run < rules.maxConsecutiveWork : mayStart) {
        const counts = weekend >= 0 && (opensWeekend || !worked) ? 1 : 0;
        const next = worked ? Math.min(run + 1, workStates) : 1;
        const open = worked ? groups.groupsAfterClass[(kind - offStates) % groups.classes]! : groups.all;
        for (const group of open)
          if (usable[group]) add(work(next, groups.classOfGroup[group]!), group, counts);
      }
      firstArc.push(arcTarget.length);
    }
    firstOfDay.push(kinds.length);
  }
  for (let node = firstOfDay[days]!; node < kinds.length; node++) firstArc.push(arcTarget.length);
  return {
    firstOfDay: Int32Array.from(firstOfDay),
    dayOfNode: Int32Array.from(dayOfNode),
    firstArc: Int32Array.from(firstArc),
    arcTarget: Int32Array.from(arcTarget),
    arcGroup: Int32Array.from(arcGroup),
    arcWeekends: Int32Array.from(arcWeekends),
  };
}
