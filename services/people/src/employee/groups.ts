import { type Group, GroupBy } from '@linchpin/contracts/people';
import { compare } from '../compare.js';

const fields = {
  [GroupBy.GROUP_BY_SITE]: 'siteId',
  [GroupBy.GROUP_BY_DEPARTMENT]: 'departmentId',
  [GroupBy.GROUP_BY_POSITION]: 'positionId',
} as const satisfies Partial<Record<GroupBy, keyof Group>>;

/** The fields of a span that a report is grouped by. */
export const dimensionsOf = (groupBy: readonly GroupBy[]): readonly (keyof Group)[] =>
  groupBy.flatMap((dimension) => (dimension in fields ? [fields[dimension as keyof typeof fields]] : []));

/** A group with the dimensions that were not asked for left empty. */
export const groupOf = (values: Partial<Group>): Group => ({
  siteId: values.siteId ?? '',
  departmentId: values.departmentId ?? '',
  positionId: values.positionId ?? '',
});

/** The order of groups: by site, department, position. */
export const compareGroups = (a: Group, b: Group): number =>
  compare(a.siteId, b.siteId) ||
  compare(a.departmentId, b.departmentId) ||
  compare(a.positionId, b.positionId);
