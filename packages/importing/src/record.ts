/** What one row of a file says about one person. Dates are ISO; empty strings are unknown. */
export interface EmployeeRecord {
  /** The physical line on which the row starts. */
  readonly line: number;
  readonly employeeId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: string;
  readonly hiredOn: string;
  readonly siteId: string;
  readonly departmentId: string;
  readonly positionId: string;
  /** Empty: reports to nobody that is known. */
  readonly managerId: string;
  readonly pay: PayRecord | undefined;
  readonly source: string;
  /** Undefined while employed. */
  readonly termination: TerminationRecord | undefined;
}

/** A pay rate. */
export interface PayRecord {
  readonly currencyCode: string;
  readonly minorUnits: bigint;
  readonly period: PayPeriodName;
}

/** How an employment ended. */
export interface TerminationRecord {
  /** The first day on which the person is no longer employed. */
  readonly on: string;
  readonly kind: TerminationKindName;
  readonly reason: string;
}

/** A site, department or position that a record refers to. */
export interface PlaceRecord {
  readonly id: string;
  readonly name: string;
}

/** A site that a record refers to. */
export interface SiteRecord extends PlaceRecord {
  readonly timeZone: string;
  readonly entity: string;
}

/** Everything the good rows of a file say. */
export interface ImportRecords {
  readonly employees: readonly EmployeeRecord[];
  readonly sites: readonly SiteRecord[];
  readonly departments: readonly PlaceRecord[];
  readonly positions: readonly PlaceRecord[];
}

export const payPeriods = ['hour', 'month', 'year'] as const;
export type PayPeriodName = (typeof payPeriods)[number];

export const terminationKinds = ['voluntary', 'for-cause', 'redundancy', 'other'] as const;
export type TerminationKindName = (typeof terminationKinds)[number];

export const employmentStatuses = ['employed', 'terminated'] as const;
