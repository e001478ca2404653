import type { Department, Employee, Position, Site } from '@linchpin/contracts/people';

/** What the group knows already, as the people service answers it. Closed places and people who left are in it too. */
export interface GroupState {
  readonly sites: readonly Pick<Site, 'siteId'>[];
  readonly departments: readonly Pick<Department, 'departmentId'>[];
  readonly positions: readonly Pick<Position, 'positionId'>[];
  /** As of a day after which the file and the import say nothing. */
  readonly employees: readonly Employee[];
}
