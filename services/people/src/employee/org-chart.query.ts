import type { OrgChart } from '@linchpin/contracts/people';
import type { Collection } from '@linchpin/mongo';
import { employedStatuses } from './directory.query.js';
import { personalMessage } from './employee-message.js';
import { type InView, matchInView, personAt, type Scope, spanAt } from './in-view.js';
import type { Moment } from './moment.js';
import { orgChart } from './org-chart.js';
import type { StaffMember } from './staff.projection.js';

/** Who reports to whom among those employed at the sites, as of a moment. */
export async function employedChart(
  staff: Collection<StaffMember>,
  scope: Scope,
  moment: Moment,
  siteIds: readonly string[],
  rootId: string | undefined,
): Promise<OrgChart> {
  const view = { siteIds, departmentIds: [], positionIds: [], statuses: employedStatuses };
  const rows = await staff
    .aggregate<Omit<InView, 'version'>>([
      { $match: matchInView(moment, view, scope) },
      { $project: { span: spanAt(moment), person: personAt(moment) } },
    ])
    .toArray();
  const members = rows.map(({ _id, span, person }) => ({
    employeeId: _id,
    personal: personalMessage(person),
    positionId: span.positionId,
    siteId: span.siteId,
    managerId: span.managerId,
    sortedBy: person.sortedBy,
  }));
  return orgChart(members, rootId);
}
