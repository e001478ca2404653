import type { GroupBy, Turnover } from '@linchpin/contracts/people';
import type { Collection } from '@linchpin/mongo';
import { dayBefore, firstDayOf, lastDayOf } from '../calendar/day.js';
import { compare } from '../compare.js';
import { dimensionsOf } from './groups.js';
import { matchKnown, recordedBy, replacedAfter, type Scope, sitesInView, type View } from './in-view.js';
import { latest } from './moment.js';
import type { StaffMember } from './staff.projection.js';
import { type Stint, TurnoverCount } from './turnover.js';

/** Who came and who left in months (`2018-11`, in order, at least one), as known at an instant. */
export async function turnover(
  staff: Collection<StaffMember>,
  scope: Scope,
  months: readonly string[],
  instant: Date,
  view: View,
  groupBy: readonly GroupBy[],
): Promise<Turnover> {
  const first = dayBefore(firstDayOf(months[0]!));
  const last = lastDayOf(months.at(-1)!);
  const sites = sitesInView(view.siteIds, scope);
  const days = { from: { $lte: last }, until: { $gt: first } };
  const where = sites === undefined ? {} : { siteId: { $in: sites } };
  const count = new TurnoverCount(months, dimensionsOf(groupBy), inViewOf(view, sites));
  const people = staff.aggregate<{ spans: Stint[] }>([
    { $match: matchKnown(instant, 'spans', 'pastSpans', { ...days, ...where }) },
    { $project: { _id: 0, spans: stintsBetween(first, last, instant) } },
  ]);
  for await (const { spans } of people) count.add(spans.toSorted((a, b) => compare(a.from, b.from)));
  return count.result();
}

/** The stints that touch the days, as known at an instant, as an expression. */
function stintsBetween(first: string, last: string, instant: Date): object {
  const touching = [{ $lte: ['$$this.from', last] }, { $gt: ['$$this.until', first] }];
  const among = (input: string, conditions: readonly object[]): object => ({
    $map: {
      input: { $filter: { input, cond: { $and: conditions } } },
      in: Object.fromEntries(stintFields.map((field) => [field, `$$this.${field}`])),
    },
  });
  if (instant === latest) return among('$spans', touching);
  const known = [...touching, recordedBy(instant)];
  return { $concatArrays: [among('$spans', known), among('$pastSpans', [...known, replacedAfter(instant)])] };
}

const stintFields = [
  'from',
  'until',
  'status',
  'hiredOn',
  'siteId',
  'departmentId',
  'positionId',
  'ending',
] as const satisfies readonly (keyof Stint)[];

function inViewOf(view: View, sites: readonly string[] | undefined): (stint: Stint) => boolean {
  const [siteIds, departmentIds, positionIds] = [
    sites && new Set(sites),
    setOrAny(view.departmentIds),
    setOrAny(view.positionIds),
  ];
  return (stint) =>
    (siteIds?.has(stint.siteId) ?? true) &&
    (departmentIds?.has(stint.departmentId) ?? true) &&
    (positionIds?.has(stint.positionId) ?? true);
}

const setOrAny = (values: readonly string[]): ReadonlySet<string> | undefined =>
  values.length === 0 ? undefined : new Set(values);
