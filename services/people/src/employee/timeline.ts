import { EmploymentStatus } from '@linchpin/contracts/people';
import { BEGINNING, FOREVER } from '../calendar/day.js';
import { daysOfFacts, factOn, required } from './facts.js';
import { leaveOn } from './rules.js';
import type { Employee, Employment, Ending, Rate } from './state.js';

/** What holds about an employee from one day until before another. */
export interface Span {
  readonly from: string;
  /** The first day on which it holds no longer; FOREVER when it has no end. */
  readonly until: string;
  readonly status: EmploymentStatus;
  readonly siteId: string;
  readonly departmentId: string;
  readonly positionId: string;
  /** Empty for somebody who reports to nobody. */
  readonly managerId: string;
  /** The first day of the employment it is in, or of the last one; it tells employments apart. */
  readonly hiredOn: string;
  readonly pay: Rate | null;
  /** How the employment ended, on the last span in it and on the days after it. */
  readonly ending: Ending | null;
}

/** The days before employment, in it and after it: spans without gap or overlap, from BEGINNING to FOREVER. */
export function timelineOf({ employments }: Employee): readonly Span[] {
  const [first] = employments;
  if (first === undefined) return [];
  return [
    {
      ...holding(first, first.from),
      from: BEGINNING,
      until: first.from,
      status: EmploymentStatus.EMPLOYMENT_STATUS_PROSPECTIVE,
    },
    ...employments.flatMap((employment, index) => [
      ...spansOf(employment),
      ...gapAfter(employment, employments[index + 1]?.from ?? FOREVER),
    ]),
  ];
}

function spansOf(employment: Employment): readonly Span[] {
  const { from, until, ending } = employment;
  const inside = daysOfFacts(employment).filter((day) => from < day && day < until);
  const days = [from, ...new Set(inside.toSorted()), until];
  const spans = joined(
    days
      .slice(0, -1)
      .map((day, index) => ({ ...holding(employment, day), from: day, until: days[index + 1]! })),
  );
  return spans.map((span) => (span.until === until ? { ...span, ending } : span));
}

function gapAfter(employment: Employment, until: string): readonly Span[] {
  if (employment.until >= until) return [];
  return [
    {
      ...holding(employment, employment.until),
      from: employment.until,
      until,
      status: EmploymentStatus.EMPLOYMENT_STATUS_TERMINATED,
      ending: employment.ending,
    },
  ];
}

function holding(employment: Employment, day: string): Omit<Span, 'from' | 'until'> {
  const { siteId, departmentId, managerId } = required(factOn(employment.placements, day), 'placement');
  return {
    status:
      leaveOn(employment, day) === undefined
        ? EmploymentStatus.EMPLOYMENT_STATUS_ACTIVE
        : EmploymentStatus.EMPLOYMENT_STATUS_ON_LEAVE,
    siteId,
    departmentId,
    positionId: required(factOn(employment.positions, day), 'position_id'),
    managerId,
    hiredOn: employment.from,
    pay: factOn(employment.pays, day) ?? null,
    ending: null,
  };
}

/** Neighbours that say the same are one span. */
function joined(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const before = result.at(-1);
    if (before !== undefined && sameFacts(before, span))
      result[result.length - 1] = { ...before, until: span.until };
    else result.push(span);
  }
  return result;
}

/** Whether two spans say the same, whenever they hold. */
export const sameFacts = (a: Span, b: Span): boolean =>
  a.status === b.status &&
  a.siteId === b.siteId &&
  a.departmentId === b.departmentId &&
  a.positionId === b.positionId &&
  a.managerId === b.managerId &&
  a.hiredOn === b.hiredOn &&
  a.pay?.minorUnits === b.pay?.minorUnits &&
  a.pay?.currencyCode === b.pay?.currencyCode &&
  a.pay?.period === b.pay?.period &&
  a.ending?.kind === b.ending?.kind &&
  a.ending?.reason === b.ending?.reason;
