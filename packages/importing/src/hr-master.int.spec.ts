import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { grouped } from './grouped.js';
import { parseMapping } from './mapping.js';
import { planImport } from './plan.js';
import { readEmployees } from './read-employees.js';

const data =
  process.env.LINCHPIN_TEST_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const file = `${data}/people/HRDataset_v14.csv`;
const mapping = parseMapping(readFileSync(new URL('../mappings/hr-master.yaml', import.meta.url), 'utf8'));

it.skipIf(!existsSync(file))('reads a real HR master and plans the facts that are known of it', () => {
  const read = readEmployees(readFileSync(file), mapping);
  const rules = Object.fromEntries(grouped(read.findings, ({ rule }) => rule));
  expect(read.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(read.records.departments).toHaveLength(6);
  expect(read.records.positions).toHaveLength(31);
  expect(rules['two-digit-year']).toHaveLength(169);
  expect(rules['unexpected-value']?.filter(({ column }) => column === 'EmpStatusID')).toHaveLength(2);
  expect(rules['date-after']).toHaveLength(1);
  expect(rules['unusual-id']?.filter(({ column }) => column === 'ManagerID')).toHaveLength(10);
  expect(rules['unusual-id']?.filter(({ column }) => column === 'DeptID')).toHaveLength(2);
  expect(rules['unusual-id']?.filter(({ column }) => column === 'PositionID')).toHaveLength(2);
  expect(new Set(rules['unknown-manager']?.map(({ value }) => value))).toEqual(
    new Set(['Alex Sweetwater', 'Board of Directors', 'David Stanley', 'Michael Albert', 'Webster Butler']),
  );
  const { employees } = read.records;
  expect(employees.filter(({ termination }) => termination?.kind === 'voluntary')).toHaveLength(88);
  expect(employees.filter(({ termination }) => termination?.kind === 'for-cause')).toHaveLength(16);
  const on = '2018-11-11';
  const active = employees.filter(
    (one) => one.hiredOn <= on && !(one.termination && one.termination.on <= on),
  );
  expect(active).toHaveLength(207);
  const { commands } = planImport(
    read.records,
    { sites: [], departments: [], positions: [], employees: [] },
    '2018-11-11',
  );
  const cases = (name: string) => commands.filter(({ command }) => command.$case === name).length;
  expect({ hire: cases('hire'), terminate: cases('terminate'), open: cases('open') }).toEqual({
    hire: 311,
    terminate: 104,
    open: 38,
  });
});
