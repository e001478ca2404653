import type { Cap, RowRules } from './row-rules.js';

/**
 * Shifts that the graph need not tell apart: the same successors, the same predecessors, the same length.
 * Of a group only its cheapest shift of a day can be in a best row, as far as the graph knows the rules.
 */
export interface ShiftGroups {
  /** Number of groups. */
  readonly count: number;
  /** Shifts of each group. */
  readonly members: readonly Int32Array[];
  /** Length of each group's shifts in units of `unit` minutes. */
  readonly units: Int32Array;
  /** Successor class of each group: groups of one class may be followed by the same shifts. */
  readonly classOfGroup: Int32Array;
  /** Number of successor classes. */
  readonly classes: number;
  /** Successor class of each shift, -1 for shifts the person never has. */
  readonly classOfShift: Int32Array;
  /** Every group. */
  readonly all: Int32Array;
  /** Groups that may follow each class. */
  readonly groupsAfterClass: readonly Int32Array[];
  /** Greatest common divisor of the shifts' minutes. */
  readonly unit: number;
}

/** Greatest common divisor. */
export const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** Groups the shifts a person may ever have; shifts that count differently for one of `caps` stay apart. */
export function shiftGroups(rules: RowRules, caps: readonly Cap[]): ShiftGroups {
  const { codes, days, allowed } = rules;
  const usable: number[] = [];
  for (let shift = 1; shift < codes; shift++) {
    for (let day = 0; day < days; day++) {
      if (!allowed[day * codes + shift]) continue;
      usable.push(shift);
      break;
    }
  }
  const sources = rules.shiftBefore > 0 ? [...new Set([...usable, rules.shiftBefore])] : usable;
  const follows = (a: number, b: number) => rules.banned[a * codes + b] === 0;

  const classOfShift = new Int32Array(codes).fill(-1);
  const classKeys = new Map<string, number>();
  const representative: number[] = [];
  for (const shift of sources) {
    const key = usable.map((next) => Number(follows(shift, next))).join('');
    let found = classKeys.get(key);
    if (found === undefined) {
      found = classKeys.size;
      classKeys.set(key, found);
      representative.push(shift);
    }
    classOfShift[shift] = found;
  }

  const members = new Map<string, number[]>();
  for (const shift of usable) {
    const before = sources.map((previous) => Number(follows(previous, shift))).join('');
    const counts = caps.map(({ weights }) => weights[shift]).join();
    const key = `${classOfShift[shift]}|${rules.minutes[shift]}|${before}|${counts}`;
    const group = members.get(key);
    if (group) group.push(shift);
    else members.set(key, [shift]);
  }
  const groups = [...members.values()];
  const unit = usable.reduce((all, shift) => gcd(all, rules.minutes[shift]!), 0) || 1;
  return {
    count: groups.length,
    members: groups.map((group) => Int32Array.from(group)),
    units: Int32Array.from(groups, (group) => rules.minutes[group[0]!]! / unit),
    classOfGroup: Int32Array.from(groups, (group) => classOfShift[group[0]!]!),
    classes: representative.length,
    classOfShift,
    all: Int32Array.from(groups.keys()),
    groupsAfterClass: representative.map((shift) =>
      Int32Array.from(groups.flatMap((group, index) => (follows(shift, group[0]!) ? [index] : []))),
    ),
    unit,
  };
}
