import {
  type EmployeeCommand,
  type Pay,
  PayPeriod,
  type PersonalDetails,
  type Placement,
  TerminationKind,
} from '@linchpin/contracts/people';
import type { AnyCommand } from './planned-command.js';
import type {
  EmployeeRecord,
  PayPeriodName,
  PlaceRecord,
  SiteRecord,
  TerminationKindName,
  TerminationRecord,
} from './record.js';

const periods: Readonly<Record<PayPeriodName, PayPeriod>> = {
  hour: PayPeriod.PAY_PERIOD_HOUR,
  month: PayPeriod.PAY_PERIOD_MONTH,
  year: PayPeriod.PAY_PERIOD_YEAR,
};

const kinds: Readonly<Record<TerminationKindName, TerminationKind>> = {
  voluntary: TerminationKind.TERMINATION_KIND_VOLUNTARY,
  'for-cause': TerminationKind.TERMINATION_KIND_FOR_CAUSE,
  redundancy: TerminationKind.TERMINATION_KIND_REDUNDANCY,
  other: TerminationKind.TERMINATION_KIND_OTHER,
};

/** The names and the birth date of a record, as the contract has them. */
export const personalOf = ({ givenName, familyName, birthDate }: EmployeeRecord): PersonalDetails => ({
  givenName,
  familyName,
  birthDate,
});

/** Where a record says somebody works. */
export const placementOf = ({ siteId, departmentId }: EmployeeRecord, managerId: string): Placement => ({
  siteId,
  departmentId,
  managerId,
});

/** The pay of a record. */
export const payOf = ({ pay }: EmployeeRecord): Pay | undefined =>
  pay === undefined
    ? undefined
    : { amount: { currencyCode: pay.currencyCode, minorUnits: pay.minorUnits }, period: periods[pay.period] };

/** A kind of termination. */
export const kindOf = (kind: TerminationKindName): TerminationKind => kinds[kind];

/** The command that ends an employment as a record says. */
export const terminationOf = (
  { employeeId }: Pick<EmployeeRecord, 'employeeId'>,
  { on, kind, reason }: TerminationRecord,
): NonNullable<EmployeeCommand['command']> => ({
  $case: 'terminate',
  value: { employeeId, on, kind: kindOf(kind), reason },
});

/** Opens a site on a day. */
export const openSite = ({ id, name, timeZone, entity }: SiteRecord, on: string): AnyCommand => ({
  aggregate: 'people.site',
  command: { $case: 'open', value: { siteId: id, name, on, timeZone, entity } },
});

/** Opens a department on a day. */
export const openDepartment = ({ id, name }: PlaceRecord, on: string): AnyCommand => ({
  aggregate: 'people.department',
  command: { $case: 'open', value: { departmentId: id, name, on } },
});

/** Opens a position on a day. */
export const openPosition = ({ id, name }: PlaceRecord, on: string): AnyCommand => ({
  aggregate: 'people.position',
  command: { $case: 'open', value: { positionId: id, name, on } },
});
