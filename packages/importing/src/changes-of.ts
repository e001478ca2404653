import { type Employee, type EmployeeCommand, EmploymentStatus } from '@linchpin/contracts/people';
import { dayBefore } from './dates.js';
import type { EmployeeRecord } from './record.js';
import { kindOf, payOf, personalOf, placementOf, terminationOf } from './to-contract.js';

type Command = NonNullable<EmployeeCommand['command']>;

/** One command for somebody known; `ends` tells those that begin or end an employment from the changes within one. */
export interface Change {
  readonly command: Command;
  readonly ends: boolean;
}

/** What makes somebody who is known what the record says; a note where that cannot be done. */
export interface Changes {
  readonly changes: readonly Change[];
  readonly note?: string | undefined;
}

/** Compares a record with what is known of the person. */
export function changesOf(record: EmployeeRecord, employee: Employee, effective: string): Changes {
  const corrections = correction(record, employee);
  const gone = employee.status === EmploymentStatus.EMPLOYMENT_STATUS_TERMINATED;
  if (gone && record.hiredOn >= employee.terminatedOn)
    return { changes: [...corrections, rehire(record), ...ending(record)] };
  if (record.hiredOn !== employee.hiredOn)
    return {
      changes: corrections,
      note: `the file says hired on ${record.hiredOn}, the group ${employee.hiredOn}; an import does not change the day of hire`,
    };
  if (gone && record.termination === undefined)
    return {
      changes: corrections,
      note: `the file says employed since ${record.hiredOn}, the group left on ${employee.terminatedOn}; rehire by a later day of hire`,
    };
  if (gone) return { changes: [...corrections, ...(sameEnd(record, employee) ? [] : ending(record))] };
  const on = dayOfChange(record, effective);
  return { changes: [...corrections, ...within(record, employee, on), ...ending(record)] };
}

/** Changes hold from the effective day; for somebody who left before it, from the last day of employment. */
function dayOfChange({ hiredOn, termination }: EmployeeRecord, effective: string): string {
  const day =
    termination !== undefined && termination.on <= effective ? dayBefore(termination.on) : effective;
  return day < hiredOn ? hiredOn : day;
}

function correction(record: EmployeeRecord, { personal }: Employee): Change[] {
  const said = personalOf(record);
  const wanted = said.birthDate === '' ? { ...said, birthDate: personal?.birthDate ?? '' } : said;
  const same =
    wanted.givenName === personal?.givenName &&
    wanted.familyName === personal.familyName &&
    wanted.birthDate === personal.birthDate;
  const { employeeId } = record;
  return same ? [] : [change({ $case: 'correctPersonalDetails', value: { employeeId, personal: wanted } })];
}

function within(record: EmployeeRecord, employee: Employee, on: string): Change[] {
  const { employeeId, positionId } = record;
  const placement = placementOf(record, record.managerId);
  const pay = payOf(record);
  const changes: Change[] = [];
  if (
    placement.siteId !== employee.siteId ||
    placement.departmentId !== employee.departmentId ||
    placement.managerId !== employee.managerId
  )
    changes.push(change({ $case: 'transfer', value: { employeeId, on, placement, reason: '' } }));
  if (positionId !== employee.positionId)
    changes.push(change({ $case: 'changePosition', value: { employeeId, on, positionId } }));
  if (
    pay !== undefined &&
    (pay.period !== employee.pay?.period ||
      pay.amount?.currencyCode !== employee.pay.amount?.currencyCode ||
      pay.amount?.minorUnits !== employee.pay.amount?.minorUnits)
  )
    changes.push(change({ $case: 'changePay', value: { employeeId, on, pay, reason: '' } }));
  return changes;
}

const rehire = (record: EmployeeRecord): Change => ({
  ends: true,
  command: {
    $case: 'rehire',
    value: {
      employeeId: record.employeeId,
      on: record.hiredOn,
      placement: placementOf(record, record.managerId),
      positionId: record.positionId,
      pay: payOf(record),
    },
  },
});

function ending(record: EmployeeRecord): Change[] {
  const { termination } = record;
  if (termination === undefined) return [];
  return [{ ends: true, command: terminationOf(record, termination) }];
}

const sameEnd = ({ termination }: EmployeeRecord, employee: Employee): boolean =>
  termination !== undefined &&
  termination.on === employee.terminatedOn &&
  kindOf(termination.kind) === employee.terminationKind &&
  termination.reason === employee.terminationReason;

const change = (command: Command): Change => ({ command, ends: false });
