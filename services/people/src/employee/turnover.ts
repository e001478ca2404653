import {
  EmploymentStatus,
  type Group,
  TerminationKind,
  type Turnover,
  type TurnoverRow,
} from '@linchpin/contracts/people';
import { dayBefore, firstDayOf, lastDayOf, monthOf } from '../calendar/day.js';
import { compare } from '../compare.js';
import { compareGroups, groupOf } from './groups.js';
import type { Span } from './timeline.js';

/** What turnover needs of a span. */
export type Stint = Pick<
  Span,
  'from' | 'until' | 'status' | 'hiredOn' | 'siteId' | 'departmentId' | 'positionId' | 'ending'
>;

type Counts = { -readonly [Name in keyof Omit<TurnoverRow, 'month' | 'group' | 'rate'>]: number };

/**
 * Counts who came and who left, month by month and group by group.
 *
 * In every row opening + hires + transfers in − transfers out − terminations = closing. A rehire is a hire, also on the
 * very day of the termination. A termination falls in the month of the first day that is no longer worked. A leave is
 * neither. A move out of view, or into it, is a transfer in the totals too; a move within it is one only in the rows.
 *
 * The rate is terminations over the mean of opening and closing, as SHRM defines turnover (separations over the average
 * number of employees, a month's average being that of its beginning and end); ISO 30414 reports the same quotient.
 */
export class TurnoverCount {
  private readonly checkpoints: readonly string[];
  private readonly rows = new Map<string, { month: string; group: Group; counts: Counts }>();
  private readonly totals = new Map<string, Counts>();

  /**
   * @param months in order, without gaps, at least one: `2018-11`
   * @param dimensions what the rows are grouped by
   * @param inView whether somebody is counted while a stint holds
   */
  constructor(
    private readonly months: readonly string[],
    private readonly dimensions: readonly (keyof Group)[],
    private readonly inView: (stint: Stint) => boolean,
  ) {
    this.checkpoints = [dayBefore(firstDayOf(months[0]!)), ...months.map(lastDayOf)];
    for (const month of months) this.totals.set(month, nothing());
  }

  /** Adds one person: the stints in the order of time, without gaps, from before the first month until after the last. */
  add(stints: readonly Stint[]): void {
    for (const stint of stints) if (isEmployed(stint) && this.inView(stint)) this.stay(stint);
    for (const [index, after] of stints.entries()) {
      const before = stints[index - 1];
      if (before !== undefined) this.step(before, after);
    }
  }

  /** The report of all who were added. */
  result(): Turnover {
    return {
      rows: [...this.rows.values()]
        .toSorted((a, b) => compare(a.month, b.month) || compareGroups(a.group, b.group))
        .map(({ month, group, counts }) => rowOf(month, group, counts)),
      totals: [...this.totals].map(([month, counts]) => rowOf(month, groupOf({}), counts)),
    };
  }

  private stay(stint: Stint): void {
    for (const [index, day] of this.checkpoints.entries()) {
      if (day < stint.from || day >= stint.until) continue;
      const [ending, starting] = [this.months[index - 1], this.months[index]];
      if (ending !== undefined) this.count(ending, stint, 'closing');
      if (starting !== undefined) this.count(starting, stint, 'opening');
    }
  }

  private step(before: Stint, after: Stint): void {
    const month = monthOf(after.from);
    if (!this.totals.has(month)) return;
    const sameEmployment = isEmployed(before) && isEmployed(after) && before.hiredOn === after.hiredOn;
    if (sameEmployment) this.move(month, before, after);
    else {
      if (isEmployed(before) && this.inView(before)) this.count(month, before, terminationOf(before));
      if (isEmployed(after) && this.inView(after)) this.count(month, after, 'hires');
    }
  }

  private move(month: string, before: Stint, after: Stint): void {
    const [was, is] = [this.inView(before), this.inView(after)];
    if (was && is) {
      if (this.keyOf(before) === this.keyOf(after)) return;
      this.row(month, before).transfersOut++;
      this.row(month, after).transfersIn++;
    } else if (was) this.count(month, before, 'transfersOut');
    else if (is) this.count(month, after, 'transfersIn');
  }

  private count(month: string, stint: Stint, what: keyof Counts): void {
    this.row(month, stint)[what]++;
    this.totals.get(month)![what]++;
  }

  private row(month: string, stint: Stint): Counts {
    const key = `${month} ${this.keyOf(stint)}`;
    const found = this.rows.get(key);
    if (found !== undefined) return found.counts;
    const group = groupOf(Object.fromEntries(this.dimensions.map((field) => [field, stint[field]])));
    const counts = nothing();
    this.rows.set(key, { month, group, counts });
    return counts;
  }

  private keyOf(stint: Stint): string {
    return this.dimensions.map((field) => stint[field]).join(' ');
  }
}

const isEmployed = ({ status }: Stint): boolean =>
  status === EmploymentStatus.EMPLOYMENT_STATUS_ACTIVE ||
  status === EmploymentStatus.EMPLOYMENT_STATUS_ON_LEAVE;

const terminationOf = ({ ending }: Stint): 'voluntaryTerminations' | 'otherTerminations' =>
  ending?.kind === TerminationKind.TERMINATION_KIND_VOLUNTARY ? 'voluntaryTerminations' : 'otherTerminations';

const nothing = (): Counts => ({
  opening: 0,
  hires: 0,
  transfersIn: 0,
  transfersOut: 0,
  voluntaryTerminations: 0,
  otherTerminations: 0,
  closing: 0,
});

function rowOf(month: string, group: Group, counts: Counts): TurnoverRow {
  const mean = (counts.opening + counts.closing) / 2;
  const terminations = counts.voluntaryTerminations + counts.otherTerminations;
  return { month, group, ...counts, rate: mean === 0 ? undefined : terminations / mean };
}
