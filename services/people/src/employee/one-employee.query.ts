import type { Collection } from '@linchpin/mongo';
import { type InView, matchInView, personAt, type Scope, spanAt, type View } from './in-view.js';
import type { Moment } from './moment.js';
import type { StaffMember } from './staff.projection.js';

/** Everybody. */
export const everybody: View = { siteIds: [], departmentIds: [], positionIds: [] };

/** One employee as of a moment; undefined when not known then, or at a site out of the caller's scope. */
export async function findEmployee(
  staff: Collection<StaffMember>,
  scope: Scope,
  employeeId: string,
  moment: Moment,
): Promise<InView | undefined> {
  const [found] = await staff
    .aggregate<InView>([
      { $match: { _id: employeeId, ...matchInView(moment, everybody, scope) } },
      { $project: { version: 1, span: spanAt(moment), person: personAt(moment) } },
    ])
    .toArray();
  return found;
}
