import { type Employee, EmploymentStatus, TerminationKind } from '@linchpin/contracts/people';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { GroupState } from './group-state.js';
import { type Plan, planImport } from './plan.js';
import type { EmployeeRecord, ImportRecords } from './record.js';

const empty: GroupState = { sites: [], departments: [], positions: [], employees: [] };
const effective = '2024-01-01';

/** What the group knows after the commands, as of a day after all of them. */
function applied({ commands }: Plan, group: GroupState): GroupState {
  const employees = new Map(group.employees.map((one) => [one.employeeId, one]));
  const places = {
    sites: [...group.sites],
    departments: [...group.departments],
    positions: [...group.positions],
  };
  const change = (id: string, changes: Partial<Employee>) => {
    const before = employees.get(id)!;
    employees.set(id, { ...before, ...changes, version: before.version + 1n });
  };
  for (const { command } of commands) {
    const { value } = command as { value: never } & typeof command;
    const it = value as { siteId: string; departmentId: string; positionId: string };
    if (command.$case === 'open') {
      if ('siteId' in it) places.sites.push(it);
      else if ('departmentId' in it) places.departments.push(it);
      else places.positions.push(it);
    } else if (command.$case === 'hire') {
      const { employeeId, personal, placement, positionId, pay, on } = command.value;
      employees.set(employeeId, {
        employeeId,
        personal,
        ...placement!,
        positionId,
        pay,
        hiredOn: on,
        version: 1n,
        status: EmploymentStatus.EMPLOYMENT_STATUS_ACTIVE,
        terminatedOn: '',
        terminationReason: '',
        terminationKind: TerminationKind.TERMINATION_KIND_UNSPECIFIED,
      });
    } else if (command.$case === 'terminate') {
      const { employeeId, on, kind, reason } = command.value;
      change(employeeId, {
        status: EmploymentStatus.EMPLOYMENT_STATUS_TERMINATED,
        terminatedOn: on,
        terminationKind: kind,
        terminationReason: reason,
      });
    } else if (command.$case === 'transfer')
      change(command.value.employeeId, { ...command.value.placement! });
    else if (command.$case === 'changePosition')
      change(command.value.employeeId, { positionId: command.value.positionId });
    else if (command.$case === 'changePay') change(command.value.employeeId, { pay: command.value.pay });
    else if (command.$case === 'correctPersonalDetails')
      change(command.value.employeeId, { personal: command.value.personal });
  }
  return { ...places, employees: [...employees.values()] };
}

const ids = ['1', '2', '3', '4', '5'];
const record = (employeeId: string): fc.Arbitrary<EmployeeRecord> =>
  fc.record({
    line: fc.constant(2),
    employeeId: fc.constant(employeeId),
    givenName: fc.constantFrom('Ada', 'Ida'),
    familyName: fc.constant('Moss'),
    birthDate: fc.constantFrom('', '1980-01-01'),
    hiredOn: fc.constant('2020-01-01'),
    siteId: fc.constantFrom('a', 'b'),
    departmentId: fc.constantFrom('c', 'd'),
    positionId: fc.constantFrom('e', 'f'),
    managerId: fc.constantFrom(...ids.filter((id) => id !== employeeId), '', 'stranger'),
    pay: fc.option(
      fc.record({
        currencyCode: fc.constant('USD'),
        minorUnits: fc.constantFrom(1n, 2n),
        period: fc.constant('year' as const),
      }),
      { nil: undefined },
    ),
    source: fc.constant(''),
    termination: fc.option(fc.constant({ on: '2023-05-05', kind: 'voluntary' as const, reason: 'hours' }), {
      nil: undefined,
    }),
  });
const file = fc.tuple(...ids.map(record)).map((employees): ImportRecords => {
  const place = (id: string) => ({ id, name: id });
  const used = (of: (one: EmployeeRecord) => string) => [...new Set(employees.map(of))].map(place);
  return {
    employees,
    sites: used(({ siteId }) => siteId).map((one) => ({ ...one, timeZone: 'UTC', entity: '' })),
    departments: used(({ departmentId }) => departmentId),
    positions: used(({ positionId }) => positionId),
  };
});

it('plans nothing after a plan was carried out, from nothing or from an earlier file', () => {
  fc.assert(
    fc.property(file, file, (first, second) => {
      const once = applied(planImport(first, empty, effective), empty);
      expect(planImport(first, once, effective).commands).toEqual([]);
      const twice = applied(planImport(second, once, effective), once);
      expect(planImport(second, twice, effective).commands).toEqual([]);
    }),
  );
});

it('gives the same commands the same ids, and each its own', () => {
  fc.assert(
    fc.property(file, (records) => {
      const { commands } = planImport(records, empty, effective);
      expect(planImport(records, empty, effective).commands).toEqual(commands);
      expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    }),
  );
});
