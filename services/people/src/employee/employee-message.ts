import {
  type Employee,
  EmploymentStatus,
  type Pay,
  type PersonalDetails,
  TerminationKind,
} from '@linchpin/contracts/people';
import type { InView } from './in-view.js';
import type { Rate } from './state.js';

/** The contract's message of an employee as of a moment. */
export function employeeMessage({ _id, version, span, person }: InView): Employee {
  const gone = span.status === EmploymentStatus.EMPLOYMENT_STATUS_TERMINATED;
  return {
    employeeId: _id,
    personal: personalMessage(person),
    status: span.status,
    siteId: span.siteId,
    departmentId: span.departmentId,
    positionId: span.positionId,
    managerId: span.managerId,
    hiredOn: span.hiredOn,
    terminatedOn: gone ? span.from : '',
    terminationKind: gone && span.ending ? span.ending.kind : TerminationKind.TERMINATION_KIND_UNSPECIFIED,
    terminationReason: gone && span.ending ? span.ending.reason : '',
    pay: span.pay === null ? undefined : payMessage(span.pay),
    version: BigInt(version),
  };
}

/** The contract's message of the details of a person. */
export const personalMessage = ({ givenName, familyName, birthDate }: PersonalDetails): PersonalDetails => ({
  givenName,
  familyName,
  birthDate,
});

const payMessage = ({ currencyCode, minorUnits, period }: Rate): Pay => ({
  amount: { currencyCode, minorUnits: BigInt(minorUnits) },
  period,
});
