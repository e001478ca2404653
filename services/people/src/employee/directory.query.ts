import {
  type Employee,
  EmploymentStatus,
  ListEmployeesRequest_Order as Order,
} from '@linchpin/contracts/people';
import type { Collection } from '@linchpin/mongo';
import { employeeMessage } from './employee-message.js';
import { type InView, matchInView, personAt, type Scope, spanAt, type View } from './in-view.js';
import type { Moment } from './moment.js';
import type { StaffMember } from './staff.projection.js';

/** The last employee of a page, by what the list is sorted by; the next page starts after it. */
export interface After {
  readonly key: string;
  readonly id: string;
}

/** One page of the directory. */
export interface Page {
  readonly moment: Moment;
  readonly view: View;
  readonly order: Order;
  readonly descending: boolean;
  readonly size: number;
  readonly after?: After | undefined;
}

/** Active and on leave. */
export const employedStatuses = [
  EmploymentStatus.EMPLOYMENT_STATUS_ACTIVE,
  EmploymentStatus.EMPLOYMENT_STATUS_ON_LEAVE,
] as const;

/** The employees of a page, how many there are on all pages, and where the page ends when it is not the last. */
export async function listEmployees(
  staff: Collection<StaffMember>,
  scope: Scope,
  { moment, view, order, descending, size, after }: Page,
): Promise<{ employees: readonly Employee[]; total: number; next: After | undefined }> {
  const $match = matchInView(moment, view, scope);
  const direction = descending ? -1 : 1;
  const [rows, total] = await Promise.all([
    staff
      .aggregate<InView & { key: string }>([
        { $match },
        { $project: { version: 1, span: spanAt(moment), person: personAt(moment) } },
        { $set: { key: sortKey(order) } },
        ...(after === undefined ? [] : [{ $match: beyond(after, descending ? '$lt' : '$gt') }]),
        { $sort: { key: direction, _id: direction } },
        { $limit: size + 1 },
      ])
      .toArray(),
    staff.countDocuments($match),
  ]);
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    employees: page.map(employeeMessage),
    total,
    next: rows.length > size && last !== undefined ? { key: last.key, id: last._id } : undefined,
  };
}

const beyond = ({ key, id }: After, than: '$lt' | '$gt'): object => ({
  $or: [{ key: { [than]: key } }, { key, _id: { [than]: id } }],
});

function sortKey(order: Order): string {
  switch (order) {
    case Order.ORDER_HIRED_ON:
      return '$span.hiredOn';
    case Order.ORDER_EMPLOYEE_ID:
      return '$_id';
    default:
      return '$person.sortedBy';
  }
}
