import {
  DepartmentServiceDefinition,
  type EmployeeCommand,
  EmployeeServiceDefinition,
  EmploymentStatus,
  GetHeadcountRequest,
  GroupBy,
  ListEmployeesRequest,
  ListSitesRequest,
  PositionServiceDefinition,
  SiteServiceDefinition,
} from '@linchpin/contracts/people';
import type { Connected } from '@linchpin/service-kit';
import { startTestService, type TestService } from '@linchpin/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ada, at, changePay, correct, hire, pay, terminate, transfer } from './employee/employee.fixtures.js';
import { people } from './people.js';

type Command = NonNullable<EmployeeCommand['command']>;

let service: TestService;
let employees: Connected<typeof EmployeeServiceDefinition>;
/** The service's clock: the specs set it. */
let now = new Date('2016-01-01T12:00:00Z');
/** The token of the last command. */
let notBefore = '';

const send = async (employeeId: string, { $case, value }: Command) => {
  const reply = await (employees[$case] as (request: unknown) => Promise<{ token: string }>)({
    ...value,
    employeeId,
  });
  notBefore = reply.token;
};
const whoIs = (employeeId: string, on: string, recordedAt?: Date) =>
  employees.getEmployee({ employeeId, asOf: { on, recordedAt } }, { notBefore });

beforeAll(async () => {
  service = await startTestService(people.definition, { clock: () => now });
  employees = await service.client(EmployeeServiceDefinition);
  const sites = await service.client(SiteServiceDefinition);
  const departments = await service.client(DepartmentServiceDefinition);
  const positions = await service.client(PositionServiceDefinition);
  for (const siteId of ['boston', 'austin'])
    await sites.open({ siteId, name: siteId, on: '2000-01-01', timeZone: 'America/New_York', entity: '' });
  await departments.open({ departmentId: 'care', name: 'Care', on: '2000-01-01' });
  const { token } = await positions.open({ positionId: 'hygienist', name: 'Hygienist', on: '2000-01-01' });
  notBefore = token;
  await send('1', hire('2011-07-05', { pay: pay(100n) }));
  await send('2', hire('2012-01-01', { placement: at('austin', 'care', '1') }));
  now = new Date('2016-01-01T12:10:00Z');
  await send('1', transfer('2014-01-01', at('austin')));
}, 120_000);

afterAll(() => service?.stop());

describe('the people service', () => {
  it('answers in both clocks: before and after a back-dated transfer was recorded', async () => {
    expect((await whoIs('1', '2013-12-31')).siteId).toBe('boston');
    expect((await whoIs('1', '2014-06-01')).siteId).toBe('austin');
    expect((await whoIs('1', '2014-06-01', new Date('2016-01-01T12:05:00Z'))).siteId).toBe('boston');
    expect((await whoIs('1', '2011-01-01')).status).toBe(EmploymentStatus.EMPLOYMENT_STATUS_PROSPECTIVE);
    await expect(whoIs('1', '2014-06-01', new Date('2016-01-01T11:00:00Z'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(whoIs('1', '2014-02-30')).rejects.toMatchObject({ code: 'INVALID_DATE' });
  });

  it('refuses illegal moves with their reason', async () => {
    await expect(send('1', hire('2016-01-01'))).rejects.toMatchObject({ code: 'ALREADY_EMPLOYED' });
    await expect(send('1', terminate('2011-01-01'))).rejects.toMatchObject({ code: 'BEFORE_HIRE' });
    await expect(send('1', transfer('2015-01-01', at('austin')))).rejects.toMatchObject({
      code: 'SAME_PLACEMENT',
    });
  });

  it('has the directory, the history, the chart and the headcount', async () => {
    const asked = { notBefore };
    const { employees: found, totalSize } = await employees.listEmployees(
      ListEmployeesRequest.create({ search: 'NUN', siteIds: ['austin'] }),
      asked,
    );
    expect([found.map(({ employeeId }) => employeeId), totalSize]).toEqual([['1', '2'], 2]);
    const { facts } = await employees.getEmployeeHistory({ employeeId: '1', recordedAt: undefined }, asked);
    expect(
      facts.map(({ event, recordedAt, version }) => [
        event?.event?.$case,
        recordedAt?.getUTCMinutes(),
        version,
      ]),
    ).toEqual([
      ['hired', 0, 1n],
      ['transferred', 10, 2n],
    ]);
    const { nodes } = await employees.getOrgChart({ asOf: undefined, rootId: '', siteIds: [] }, asked);
    expect(nodes.map(({ employeeId, depth, reports }) => [employeeId, depth, reports])).toEqual([
      ['1', 0, 1],
      ['2', 1, 0],
    ]);
    const bySite = GetHeadcountRequest.create({
      asOf: { on: '2013-01-01' },
      groupBy: [GroupBy.GROUP_BY_SITE],
    });
    const { rows, total } = await employees.getHeadcount(bySite, asked);
    expect(rows.map(({ group, employed }) => [group?.siteId, employed])).toEqual([
      ['austin', 1],
      ['boston', 1],
    ]);
    expect(total?.employed).toBe(2);
  });

  it('pages through the list as it was known when the first page was asked for', async () => {
    const request = ListEmployeesRequest.create({ pageSize: 1 });
    const first = await employees.listEmployees(request, { notBefore });
    now = new Date('2016-01-01T12:20:00Z');
    await send('2', correct({ ...ada, familyName: 'Aaron' }));
    const second = await employees.listEmployees(
      { ...request, pageToken: first.nextPageToken },
      { notBefore },
    );
    expect([...first.employees, ...second.employees].map(({ employeeId }) => employeeId)).toEqual(['1', '2']);
    expect(second.nextPageToken).toBe('');
    expect((await employees.listEmployees(request, { notBefore })).employees[0]?.employeeId).toBe('2');
    await expect(employees.listEmployees({ ...request, pageToken: 'forged' })).rejects.toMatchObject({
      code: 'PAGE_TOKEN_INVALID',
    });
  });

  it('counts who came and who left', async () => {
    await send('2', terminate('2016-01-15'));
    const { rows, totals } = await employees.getTurnover(
      {
        fromMonth: '2016-01',
        toMonth: '2016-02',
        recordedAt: undefined,
        groupBy: [GroupBy.GROUP_BY_SITE],
        siteIds: [],
        departmentIds: [],
        positionIds: [],
      },
      { notBefore },
    );
    expect(
      totals.map(({ opening, voluntaryTerminations, closing, rate }) => [
        opening,
        voluntaryTerminations,
        closing,
        rate,
      ]),
    ).toEqual([
      [2, 1, 1, 1 / 1.5],
      [1, 0, 1, 0],
    ]);
    expect(rows.map(({ month, group }) => [month, group?.siteId])).toEqual([
      ['2016-01', 'austin'],
      ['2016-02', 'austin'],
    ]);
    await expect(
      employees.getTurnover({
        fromMonth: '2016-02',
        toMonth: '2016-01',
        recordedAt: undefined,
        groupBy: [],
        siteIds: [],
        departmentIds: [],
        positionIds: [],
      }),
    ).rejects.toMatchObject({ code: 'INVALID_RANGE' });
  });

  it('shows callers of a site who is there, without what they may not read, and nobody else', async () => {
    const manager = { role: 'practice-manager', sites: ['austin'] };
    const atAustin = await service.client(EmployeeServiceDefinition, manager);
    const atBoston = await service.client(EmployeeServiceDefinition, { ...manager, sites: ['boston'] });
    const asked = { employeeId: '1', asOf: undefined };
    const seen = await atAustin.getEmployee(asked, { notBefore });
    expect([seen.personal?.givenName, seen.personal?.birthDate, seen.pay]).toEqual(['Ada', '', undefined]);
    expect((await whoIs('1', '2016-01-01')).pay?.amount?.minorUnits).toBe(100n);
    await expect(atBoston.getEmployee(asked, { notBefore })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      atBoston.getEmployeeHistory({ employeeId: '1', recordedAt: undefined }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { value } = changePay('2016-01-01', pay(200n));
    await expect(atAustin.changePay({ ...value, employeeId: '1' })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    });
    const sites = await service.client(SiteServiceDefinition, manager);
    const listed = await sites.listSites(ListSitesRequest.create({}), { notBefore });
    expect(listed.sites.map(({ siteId }) => siteId)).toEqual(['austin']);
  });
});
