import { type PlannedCommand, plannedCommand } from '@linchpin/importing';
import { expect, it } from 'vitest';
import { summaryOf, summaryText } from './import-summary.js';

const of = (
  employeeId: string,
  command: Extract<PlannedCommand, { aggregate: 'people.employee' }>['command'],
) =>
  plannedCommand({ aggregate: 'people.employee', command }, { of: employeeId, basis: '', wave: 0, line: 2 });
const move = (employeeId: string) =>
  of(employeeId, {
    $case: 'transfer',
    value: { employeeId, on: '2026-01-01', placement: undefined, reason: '' },
  });
const hire = of('1', {
  $case: 'hire',
  value: {
    employeeId: '1',
    on: '2026-01-01',
    personal: undefined,
    placement: undefined,
    positionId: 'dentist',
    pay: undefined,
    source: '',
  },
});

const read = {
  rows: 4,
  records: { employees: [], sites: [], departments: [], positions: [] },
  findings: [
    { line: 3, column: 'DOB', value: 'x', rule: 'date', reason: 'is no date', severity: 'error' },
    { line: 4, column: 'Zip', value: '1', rule: 'unusual-id', reason: 'odd', severity: 'repaired' },
  ],
  unusedColumns: ['Zip'],
} as const;

it('counts a person who is new as hired only, and one who was there as changed once', () => {
  const plan = { commands: [], notes: [], unchanged: 1 };
  const sent = {
    accepted: [hire, move('1'), move('2'), move('2')],
    refused: [{ command: move('3'), code: 'SAME_PLACEMENT', reason: 'Already there' }],
  };
  const summary = summaryOf(read, plan, sent, { dryRun: true, effective: '2026-01-01' });
  expect(summary).toMatchObject({ rows: 4, hired: 1, terminated: 0, opened: 0, changed: 1, unchanged: 1 });
  expect(summary.refused).toEqual([
    { line: 3, column: 'DOB', value: 'x', reason: 'is no date' },
    { line: 2, column: '', value: 'people.employee/3', reason: 'transfer: SAME_PLACEMENT: Already there' },
  ]);
  const text = summaryText(summary);
  expect(text).toMatch(/^Dry run: nothing was changed. It would be: 4 rows: 1 hired, 0 terminated/);
  expect(text).toContain('Columns not used: Zip');
});
