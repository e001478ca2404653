import type { GroupBy, Turnover } from '@linchpin/contracts/people';
import type { Collection } from '@linchpin/mongo';
import { dayBefore, firstDayOf, lastDayOf } from '../calendar/day.js';
import { dimensionsOf } from './groups.js';
import { type Scope, sitesInView, type View } from './in-view.js';
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
  const ever = {
    since: { $lte: instant },
    to: { $gt: instant },
    from: { $lte: last },
    until: { $gt: first },
  };
  const count = new TurnoverCount(months, dimensionsOf(groupBy), inViewOf(view, sites));
  const people = staff.aggregate<{ spans: Stint[] }>([
    {
      $match: {
        spans: { $elemMatch: { ...ever, ...(sites === undefined ? {} : { siteId: { $in: sites } }) } },
      },
    },
    {
      $project: {
        _id: 0,
        spans: {
          $map: {
            input: {
              $filter: {
                input: '$spans',
                cond: {
                  $and: [
                    { $lte: ['$$this.since', instant] },
                    { $gt: ['$$this.to', instant] },
                    { $lte: ['$$this.from', last] },
                    { $gt: ['$$this.until', first] },
                  ],
                },
              },
            },
            in: Object.fromEntries(stintFields.map((field) => [field, `$$this.${field}`])),
          },
        },
      },
    },
  ]);
  for await (const { spans } of people) count.add(spans.toSorted((a, b) => (a.from < b.from ? -1 : 1)));
  return count.result();
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
