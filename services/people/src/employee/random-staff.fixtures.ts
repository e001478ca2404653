import { GroupBy } from '@linchpin/contracts/people';
import { type TestDatabase, testDatabase } from '@linchpin/engines/testing';
import type { Collection } from '@linchpin/mongo';
import fc from 'fast-check';
import { type Cell, type Painting, paint } from './brute-force.fixtures.js';
import { latest } from './moment.js';
import {
  days,
  departmentIds,
  eventsOfOne,
  folded,
  instantOf,
  positionIds,
  siteIds,
} from './random-histories.fixtures.js';
import type { StaffMember } from './staff.projection.js';

/** The staff of 120 random histories, in a database of its own. */
export interface RandomStaff {
  readonly staff: Collection<StaffMember>;
  /** What painting the histories says, as far as they were recorded by an instant. */
  paintedAt(instant: Date): readonly Painting[];
  drop: TestDatabase['drop'];
}

export async function randomStaff(): Promise<RandomStaff> {
  const { db, drop } = await testDatabase();
  const staff: Collection<StaffMember> = db.collection('staff');
  const histories = fc.sample(eventsOfOne('me'), { numRuns: 120, seed: 7 });
  await staff.insertMany(
    histories.map((events, index) => ({ ...folded(events, `${index}`)!, _id: `${index}` })),
  );
  return {
    staff,
    paintedAt: (instant) =>
      histories.map((events) => paint(events.filter((_, index) => instantOf(index + 1) <= instant))),
    drop,
  };
}

/** The ways in which reports are grouped: not at all, by site, by everything. */
export const groupings = [
  [],
  [GroupBy.GROUP_BY_SITE],
  [GroupBy.GROUP_BY_SITE, GroupBy.GROUP_BY_DEPARTMENT, GroupBy.GROUP_BY_POSITION],
] as const;

/** What tells groups apart. */
export const keyOf = (
  cell: Pick<Cell, 'siteId' | 'departmentId' | 'positionId'>,
  groupBy: readonly GroupBy[],
): string =>
  [
    groupBy.includes(GroupBy.GROUP_BY_SITE) ? cell.siteId : '',
    groupBy.includes(GroupBy.GROUP_BY_DEPARTMENT) ? cell.departmentId : '',
    groupBy.includes(GroupBy.GROUP_BY_POSITION) ? cell.positionId : '',
  ].join(' ');

/** Questions about any day, as known at any instant, in any view. */
export const question = fc.record({
  day: fc.constantFrom(...days),
  instant: fc.oneof(fc.constant(latest), fc.integer({ min: 1, max: 30 }).map(instantOf)),
  groupBy: fc.constantFrom(...groupings),
  sites: fc.subarray([...siteIds]),
  departments: fc.subarray([...departmentIds]),
  positions: fc.subarray([...positionIds]),
  scope: fc.oneof(
    fc.constant('all' as const),
    fc.subarray([...siteIds]).map((ids) => new Set<string>(ids)),
  ),
});
export type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never;

/** Whether what is painted on a day is in the view and the scope of a question. */
export const inView = (cell: Cell, { sites, departments, positions, scope }: Question): boolean =>
  (sites.length === 0 || sites.includes(cell.siteId as never)) &&
  (departments.length === 0 || departments.includes(cell.departmentId as never)) &&
  (positions.length === 0 || positions.includes(cell.positionId as never)) &&
  (scope === 'all' || scope.has(cell.siteId));
export const viewOf = ({ sites, departments, positions }: Question) => ({
  siteIds: sites,
  departmentIds: departments,
  positionIds: positions,
});
