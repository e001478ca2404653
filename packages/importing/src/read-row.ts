import type { NamedRow } from './checks.js';
import { yearsAfter } from './dates.js';
import { type FieldName, fieldNames, requiredFields } from './fields.js';
import { type Finding, type Severity, shortened } from './finding.js';
import type { Mapping } from './mapping.js';
import { employmentStatuses, payPeriods, terminationKinds } from './record.js';
import { takeSteps } from './take-steps.js';

/** The fields of one row, and what was found on the way. Fields that are not known are empty. */
export interface ReadRow {
  readonly line: number;
  readonly fields: Readonly<Record<FieldName, string>>;
  readonly findings: readonly Finding[];
}

// The hire date is needed for the century of a birth date, the status for the conditions.
const order: readonly FieldName[] = [
  'hired_on',
  'status',
  ...fieldNames.filter((name) => name !== 'hired_on' && name !== 'status'),
];

const idFields = ['employee_id', 'site_id', 'department_id', 'position_id', 'manager_id'] as const;
const id = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Reads one row by the mapping. */
export function readRow(row: NamedRow, mapping: Mapping): ReadRow {
  const findings: Finding[] = [];
  const fields = Object.fromEntries(fieldNames.map((name) => [name, ''])) as Record<FieldName, string>;
  const found = (field: FieldName, rule: string, reason: string, severity: Severity) => {
    const source = mapping.fields[field];
    const column = source !== undefined && 'column' in source ? source.column : `(${field})`;
    const value = source !== undefined && 'column' in source ? row.cell(source.column) : fields[field];
    // Two fields can be parts of one cell; what is wrong with it is said once.
    if (!findings.some((one) => one.column === column && one.rule === rule))
      findings.push({ line: row.line, column, value: shortened(value), rule, reason, severity });
  };
  for (const field of order) {
    const source = mapping.fields[field];
    if (source === undefined) continue;
    if ('constant' in source) {
      fields[field] = source.constant;
      continue;
    }
    if (source.when !== undefined && source.when !== fields.status) continue;
    const cell = row.cell(source.column);
    const taken = takeSteps(cell, source.steps, { tables: mapping.tables, hiredOn: fields.hired_on });
    if ('wrong' in taken) found(field, taken.rule, taken.wrong, 'error');
    else {
      fields[field] = taken.value;
      if (taken.repair !== undefined) found(field, taken.repair.rule, taken.repair.reason, 'repaired');
    }
  }
  const wrong = (field: FieldName, rule: string, reason: string) => {
    const said = findings.some(
      ({ severity, column }) => severity === 'error' && column === columnOf(mapping, field),
    );
    if (!said) found(field, rule, reason, 'error');
  };
  judge(fields, wrong);
  return { line: row.line, fields, findings };
}

const columnOf = (mapping: Mapping, field: FieldName): string => {
  const source = mapping.fields[field];
  return source !== undefined && 'column' in source ? source.column : `(${field})`;
};

function judge(
  fields: Readonly<Record<FieldName, string>>,
  wrong: (field: FieldName, rule: string, reason: string) => void,
): void {
  for (const field of requiredFields) if (fields[field] === '') wrong(field, 'empty', 'it must not be empty');
  for (const field of idFields)
    if (fields[field] !== '' && !id.test(fields[field]))
      wrong(field, 'not-an-id', 'an id is up to 64 letters, digits, points, hyphens and underscores');
  oneOf('status', employmentStatuses);
  oneOf('pay_period', payPeriods);
  oneOf('termination_kind', terminationKinds);
  if (fields.pay !== '' && fields.pay_period === '') wrong('pay_period', 'empty', 'a pay needs a period');
  if (fields.pay.endsWith(' 0')) wrong('pay', 'not-an-amount', 'a pay must be more than nothing');
  if (fields.status === 'terminated') {
    if (fields.terminated_on === '')
      wrong('terminated_on', 'no-termination-date', 'the status says terminated, and there is no date');
    if (fields.termination_kind === '') wrong('termination_kind', 'empty', 'it must not be empty');
  }
  if (fields.hired_on !== '' && fields.terminated_on !== '' && fields.terminated_on <= fields.hired_on)
    wrong('terminated_on', 'before-hire', `it is not after the day of hire, ${fields.hired_on}`);
  if (
    fields.hired_on !== '' &&
    fields.birth_date !== '' &&
    yearsAfter(fields.birth_date, 14) > fields.hired_on
  )
    wrong('birth_date', 'too-young', `the person would be under 14 on the day of hire, ${fields.hired_on}`);

  function oneOf(field: FieldName, allowed: readonly string[]) {
    if (fields[field] !== '' && !allowed.includes(fields[field]))
      wrong(field, 'not-allowed', `the mapping must make it one of ${allowed.join(', ')}`);
  }
}
