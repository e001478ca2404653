import type { RowScratch } from './cost-to-go.js';
import { RowPricer } from './row-pricer.js';
import type { Cap, RowRules } from './row-rules.js';

/** States up to which a row is priced in one piece (32 MB). */
const mostStates = 4_000_000;
/** Days that are settled at a time, and those after them that are looked at. */
const partDays = 28;
const aheadDays = 14;
/** By how many of the longest shifts a part may be off its share of the minutes, in the order in which they are tried. */
const slacks = [1, 0.3, 3];

/**
 * A cheap legal row, however long the period: in one piece where memory allows, else part by part, each with its share of
 * the minutes, weekends and caps, and a look at the days after it.
 *
 * @returns undefined where no legal row was found
 */
export function rowByParts(
  rules: RowRules,
  prices: Float64Array,
  scratch: RowScratch,
): Uint8Array | undefined {
  const whole = new RowPricer(rules, scratch);
  if (whole.states <= mostStates) return whole.price(prices, false).row;
  for (const slack of slacks) {
    const row = partByPart(rules, prices, scratch, slack * Math.max(...rules.minutes));
    if (row) return row;
  }
  return undefined;
}

/** @param slack minutes by which a part may be off its share */
function partByPart(
  rules: RowRules,
  prices: Float64Array,
  scratch: RowScratch,
  slack: number,
): Uint8Array | undefined {
  const { days, codes } = rules;
  const row = new Uint8Array(days);
  const starts = [0];
  for (let until = endOfPart(rules, 0); ; ) {
    const from = starts.at(-1)!;
    const end = until === days ? days : Math.min(days, until + aheadDays);
    const part = new RowPricer(rulesOfPart(rules, row, from, end, slack), scratch);
    if (part.states > mostStates) return undefined;
    const { row: found } = part.price(prices.subarray(from * codes, end * codes), false);
    if (found) {
      row.set(found.subarray(0, until - from), from);
      if (until === days) return row;
      starts.push(until);
      until = endOfPart(rules, until);
    } else {
      // What is settled leaves no way on: settle the part before it anew, together with this one.
      starts.pop();
      if (starts.length === 0) return undefined;
    }
  }
}

function endOfPart({ days, weekendOfDay }: RowRules, from: number): number {
  const until = from + partDays;
  if (until + aheadDays >= days) return days;
  const splitsWeekend = weekendOfDay[until] !== -1 && weekendOfDay[until] === weekendOfDay[until - 1];
  return splitsWeekend ? until + 1 : until;
}

/** The rules for the days `from <= day < end` after a row whose days before `from` are settled. */
function rulesOfPart(rules: RowRules, row: Uint8Array, from: number, end: number, slack: number): RowRules {
  const { days, codes, minutes, weekendOfDay, allowed, caps } = rules;
  const settled = row.subarray(0, from);
  const used = settled.reduce((sum, shift) => sum + minutes[shift]!, 0);
  const worked = new Set(
    [...settled.keys()]
      .filter((day) => row[day] !== 0 && weekendOfDay[day] !== -1)
      .map((day) => weekendOfDay[day]),
  );
  const share = end / days;
  const open = end === days ? 0 : slack;
  return {
    ...rules,
    days: end - from,
    allowed: allowed.subarray(from * codes, end * codes),
    weekendOfDay: weekendOfDay.subarray(from, end),
    minMinutes: rules.minMinutes * share - open - used,
    maxMinutes: rules.maxMinutes * share + open - used,
    maxWeekends: Math.floor(rules.maxWeekends * share) - worked.size,
    caps: caps.map((cap) => capOfPart(cap, row, from, end)),
    ...(from === 0 ? {} : historyOf(rules, row, from)),
  };
}

function capOfPart(cap: Cap, row: Uint8Array, from: number, end: number): Cap {
  let used = 0;
  for (let day = cap.from; day < Math.min(from, cap.until); day++) used += cap.weights[row[day]!]!;
  const share = Math.min(1, Math.max(0, end - cap.from) / (cap.until - cap.from));
  return {
    weights: cap.weights,
    from: Math.max(0, cap.from - from),
    until: Math.max(0, Math.min(end, cap.until) - from),
    max: Math.ceil(cap.max * share) - used,
  };
}

/** The run that the settled days end with. */
function historyOf(rules: RowRules, row: Uint8Array, from: number) {
  const works = row[from - 1] !== 0;
  let first = from - 1;
  while (first > 0 && (row[first - 1] !== 0) === works) first--;
  const reaches = first === 0;
  const length = from - first + (reaches && works === rules.runBefore > 0 ? Math.abs(rules.runBefore) : 0);
  return {
    runBefore: works ? length : -length,
    workOpen: reaches && rules.workOpen,
    offOpen: reaches && rules.offOpen,
    goesOn: true,
    shiftBefore: row[from - 1]!,
  };
}
