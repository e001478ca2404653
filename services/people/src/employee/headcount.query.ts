import {
  EmploymentStatus,
  type GroupBy,
  type Headcount,
  type HeadcountRow,
} from '@linchpin/contracts/people';
import type { Collection } from '@linchpin/mongo';
import { employedStatuses } from './directory.query.js';
import { compareGroups, dimensionsOf, groupOf } from './groups.js';
import { matchInView, type Scope, spanAt, type View } from './in-view.js';
import type { Moment } from './moment.js';
import type { StaffMember } from './staff.projection.js';

interface Counted {
  readonly _id: Readonly<Record<string, string>>;
  readonly active: number;
  readonly onLeave: number;
}

/** How many people are employed as of a moment, by group. */
export async function headcount(
  staff: Collection<StaffMember>,
  scope: Scope,
  moment: Moment,
  view: View,
  groupBy: readonly GroupBy[],
): Promise<Headcount> {
  const counted = await staff
    .aggregate<Counted>([
      { $match: matchInView(moment, { ...view, statuses: employedStatuses }, scope) },
      { $project: { _id: 0, span: spanAt(moment) } },
      {
        $group: {
          _id: Object.fromEntries(dimensionsOf(groupBy).map((field) => [field, `$span.${field}`])),
          active: countOf(EmploymentStatus.EMPLOYMENT_STATUS_ACTIVE),
          onLeave: countOf(EmploymentStatus.EMPLOYMENT_STATUS_ON_LEAVE),
        },
      },
    ])
    .toArray();
  const rows = counted.map(({ _id, active, onLeave }) => ({
    group: groupOf(_id),
    employed: active + onLeave,
    active,
    onLeave,
  }));
  return {
    on: moment.day,
    rows: rows.toSorted((a, b) => compareGroups(a.group, b.group)),
    total: totalOf(rows),
  };
}

const countOf = (status: EmploymentStatus): object => ({
  $sum: { $cond: [{ $eq: ['$span.status', status] }, 1, 0] },
});

const totalOf = (rows: readonly HeadcountRow[]): HeadcountRow => ({
  group: groupOf({}),
  employed: rows.reduce((sum, { employed }) => sum + employed, 0),
  active: rows.reduce((sum, { active }) => sum + active, 0),
  onLeave: rows.reduce((sum, { onLeave }) => sum + onLeave, 0),
});
