import type { FieldName } from './fields.js';
import { type Finding, shortened } from './finding.js';
import type { Mapping } from './mapping.js';
import type { ReadRow } from './read-row.js';
import type {
  EmployeeRecord,
  ImportRecords,
  PayPeriodName,
  PayRecord,
  TerminationKindName,
  TerminationRecord,
} from './record.js';

/** A good row and the manager found for it. */
interface ManagedRow {
  readonly row: ReadRow;
  readonly managerId: string;
}

/** The records of the good rows; `spellings` tells of names that lead to the same id as an earlier, other name. */
export function recordsOf(
  rows: readonly ManagedRow[],
  mapping: Mapping,
): { records: ImportRecords; spellings: readonly Finding[] } {
  const spellings: Finding[] = [];
  const places = (kind: 'site' | 'department' | 'position') => {
    const byId = new Map<string, ReadRow>();
    for (const { row } of rows) {
      const first = byId.get(row.fields[`${kind}_id`]);
      if (first === undefined) byId.set(row.fields[`${kind}_id`], row);
      else if (first.fields[`${kind}_name`] !== row.fields[`${kind}_name`])
        spellings.push(otherSpelling(row, first, `${kind}_name`, mapping));
    }
    return [...byId].map(([id, row]) => ({ id, name: row.fields[`${kind}_name`], row }));
  };
  const records = {
    employees: rows.map(employeeOf),
    sites: places('site').map(({ id, name, row }) => ({
      id,
      name,
      timeZone: row.fields.site_time_zone,
      entity: row.fields.site_entity,
    })),
    departments: places('department').map(({ id, name }) => ({ id, name })),
    positions: places('position').map(({ id, name }) => ({ id, name })),
  };
  return { records, spellings };
}

function otherSpelling(row: ReadRow, first: ReadRow, field: FieldName, mapping: Mapping): Finding {
  const source = mapping.fields[field];
  return {
    line: row.line,
    column: source !== undefined && 'column' in source ? source.column : `(${field})`,
    value: shortened(row.fields[field]),
    rule: 'other-spelling',
    reason: `line ${first.line} spells it "${shortened(first.fields[field])}"; that name is taken`,
    severity: 'repaired',
  };
}

function employeeOf({ row: { line, fields }, managerId }: ManagedRow): EmployeeRecord {
  return {
    line,
    employeeId: fields.employee_id,
    givenName: fields.given_name,
    familyName: fields.family_name,
    birthDate: fields.birth_date,
    hiredOn: fields.hired_on,
    siteId: fields.site_id,
    departmentId: fields.department_id,
    positionId: fields.position_id,
    managerId,
    pay: payOf(fields),
    source: fields.source,
    termination: terminationOf(fields),
  };
}

function payOf({ pay, pay_period }: ReadRow['fields']): PayRecord | undefined {
  if (pay === '') return undefined;
  const [currencyCode, units] = pay.split(' ');
  return { currencyCode: currencyCode!, minorUnits: BigInt(units!), period: pay_period as PayPeriodName };
}

function terminationOf(fields: ReadRow['fields']): TerminationRecord | undefined {
  if (fields.terminated_on === '') return undefined;
  return {
    on: fields.terminated_on,
    kind: fields.termination_kind as TerminationKindName,
    reason: fields.termination_reason,
  };
}
