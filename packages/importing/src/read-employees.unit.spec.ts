import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMapping } from './mapping.js';
import { readEmployees } from './read-employees.js';

const yaml = readFileSync(new URL('../mappings/hr-master.yaml', import.meta.url), 'utf8');
const mapping = parseMapping(yaml);
const columns =
  'Employee_Name,EmpID,DeptID,Salary,Termd,PositionID,Position,DOB,DateofHire,DateofTermination,TermReason,EmploymentStatus,EmpStatusID,Department,ManagerName,ManagerID,RecruitmentSource,LastPerformanceReview_Date';
const good = {
  name: '"Moss, Ada  K"',
  id: '1',
  hire: '7/5/2011',
  born: '09/19/88',
  dept: 'Sales  ',
  position: 'Data Analyst ',
  manager: '',
  salary: '62506',
  status: 'Active',
  left: '',
};
const row = (change: Partial<typeof good> = {}): string => {
  const r = { ...good, ...change };
  const gone = r.status === 'Active' ? '0' : '1';
  const statusId = r.status === 'Active' ? '1' : '5';
  return `${r.name},${r.id},6,${r.salary},${gone},9,${r.position},${r.born},${r.hire},${r.left},hours,${r.status},${statusId},${r.dept},${r.manager},22,Indeed,`;
};
const read = (...rows: string[]) =>
  readEmployees(new TextEncoder().encode(`\uFEFF${[columns, ...rows].join('\r\n')}\r\n`), mapping);
const errors = (...rows: string[]) => read(...rows).findings.filter(({ severity }) => severity === 'error');

describe('readEmployees', () => {
  it('reads through byte order mark, CRLF, blanks, unpadded dates and two-digit years', () => {
    const { records, findings } = read(row());
    expect(records.employees[0]).toMatchObject({
      line: 2,
      givenName: 'Ada K',
      familyName: 'Moss',
      birthDate: '1988-09-19',
      hiredOn: '2011-07-05',
      departmentId: 'sales',
      positionId: 'data-analyst',
      pay: { minorUnits: 6_250_600n },
    });
    expect(findings).toMatchObject([
      { line: 2, column: 'DOB', rule: 'two-digit-year', severity: 'repaired' },
    ]);
  });

  it.each([
    ['DateofHire', 'not-a-date', { hire: '2/30/2011' }],
    ['Salary', 'not-an-amount', { salary: '62506.005' }],
    ['EmploymentStatus', 'not-in-table', { status: 'Gone' }],
    ['Employee_Name', 'not-two-parts', { name: 'Ada Moss' }],
    ['Department', 'empty', { dept: '' }],
    ['EmpID', 'not-an-id', { id: 'a b' }],
    ['DateofTermination', 'no-termination-date', { status: 'Voluntarily Terminated' }],
    ['DateofTermination', 'before-hire', { status: 'Voluntarily Terminated', left: '7/4/2011' }],
    ['DOB', 'too-young', { born: '1/1/2000' }],
  ] as const)('refuses a row for %s: %s, and keeps the others', (column, rule, change) => {
    const file = read(row(change), '', row({ id: '2' }));
    expect(file.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { line: 2, column, rule },
    ]);
    expect(file.records.employees.map(({ employeeId, line }) => [employeeId, line])).toEqual([['2', 4]]);
  });

  it('names both lines of a duplicate id, counting line breaks inside quotes', () => {
    const found = errors(row({ name: '"Moss,\r\nAda"' }), row());
    expect(found.map(({ line }) => line)).toEqual([2, 4]);
    expect(found[0]!.reason).toContain('lines 2 and 4');
  });

  it('matches managers without middle initials, and reports unknown ones', () => {
    const { records, findings } = read(
      row({ name: '"LeBlanc, Brandon  R"' }),
      row({ id: '2', manager: 'Brandon R. LeBlanc' }),
      row({ id: '3', manager: 'Nobody Here' }),
    );
    expect(records.employees.map(({ managerId }) => managerId)).toEqual(['', '1', '']);
    expect(findings).toContainEqual(
      expect.objectContaining({ line: 4, rule: 'unknown-manager', column: 'ManagerName' }),
    );
  });

  it('refuses rows of another length, and files that lack a column', () => {
    expect(errors('1,2')).toMatchObject([{ line: 2, rule: 'wrong-length' }]);
    expect(() => readEmployees(new TextEncoder().encode('EmpID\n1\n'), mapping)).toThrow('lacks the columns');
  });

  it('refuses a mapping with a name that means nothing', () => {
    expect(() => parseMapping(yaml.replace('birth_date:', 'birthday:'))).toThrow(
      '"birthday" is not known here',
    );
  });
});
