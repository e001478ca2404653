// Times the questions about 10,000 people of about 10 facts each, and prints medians of 9 in milliseconds.
// `npm run bench:questions`; with LINCHPIN_BENCH_SIZE=tiny it only shows that it runs.
import {
  GroupBy,
  LeaveKind,
  ListEmployeesRequest_Order as Order,
  TerminationKind,
} from '@linchpin/contracts/people';
import { testDatabase } from '@linchpin/engines/testing';
import type { Collection } from '@linchpin/mongo';
import { monthsBetween } from '../src/calendar/day.js';
import { employedStatuses, listEmployees } from '../src/employee/directory.query.js';
import { headcount } from '../src/employee/headcount.query.js';
import { latest } from '../src/employee/moment.js';
import { everybody, findEmployee } from '../src/employee/one-employee.query.js';
import { employedChart } from '../src/employee/org-chart.query.js';
import { acceptedOf, folded } from '../src/employee/random-histories.fixtures.js';
import { type StaffMember, staff as staffProjection } from '../src/employee/staff.projection.js';
import { turnover } from '../src/employee/turnover.query.js';

const people = process.env.LINCHPIN_BENCH_SIZE === 'tiny' ? 200 : 10_000;
const siteIds = Array.from({ length: 200 }, (_, index) => `site-${index}`);
const departments = ['care', 'desk', 'it', 'finance', 'lab', 'management'];
const positions = ['dentist', 'hygienist', 'assistant', 'receptionist', 'analyst', 'manager'];
let seed = 1;
const upTo = (limit: number): number => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % limit;
};
const some = <Value>(values: readonly Value[]): Value => values[upTo(values.length)]!;
const two = (number: number): string => `${number}`.padStart(2, '0');
const day = (year: number): string => `${year}-${two(1 + upTo(12))}-${two(1 + upTo(28))}`;
const placement = (index: number) => ({
  siteId: some(siteIds),
  departmentId: some(departments),
  managerId: index === 0 ? '' : `${upTo(Math.ceil(index / 8))}`,
});
const pay = (base: number) => ({
  amount: { currencyCode: 'USD', minorUnits: BigInt(base + upTo(9_000_000)) },
  period: 3,
});

const memberOf = (index: number): StaffMember => {
  const employeeId = `${index}`;
  const base = { employeeId, reason: '' };
  const events = acceptedOf([
    {
      $case: 'hire',
      value: {
        employeeId,
        on: day(2009),
        personal: {
          givenName: `Given${upTo(900)}`,
          familyName: `Family${upTo(4000)}`,
          birthDate: '1980-01-01',
        },
        placement: placement(index),
        positionId: some(positions),
        pay: pay(3_000_000),
        source: '',
      },
    },
    ...[2011, 2013, 2015].flatMap((year) => [
      { $case: 'transfer' as const, value: { ...base, on: day(year), placement: placement(index) } },
      { $case: 'changePay' as const, value: { ...base, on: day(year), pay: pay(4_000_000) } },
    ]),
    { $case: 'changePosition', value: { employeeId, on: day(2014), positionId: some(positions) } },
    {
      $case: 'startLeave',
      value: { employeeId, on: day(2016), kind: LeaveKind.LEAVE_KIND_STUDY, expectedReturn: '' },
    },
    { $case: 'endLeave', value: { employeeId, on: day(2017) } },
    ...(upTo(3) === 0
      ? [
          {
            $case: 'terminate' as const,
            value: { ...base, on: day(2018), kind: TerminationKind.TERMINATION_KIND_VOLUNTARY },
          },
        ]
      : []),
  ]);
  return folded(events, employeeId)!;
};

async function median(what: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < 9; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  console.log(
    `${what.padEnd(50)} ${times
      .toSorted((a, b) => a - b)[4]!
      .toFixed(0)
      .padStart(6)} ms`,
  );
}

const database = await testDatabase();
try {
  const staff: Collection<StaffMember> = database.db.collection('staff');
  for (let index = 0; index < people; index += 1000)
    await staff.insertMany(Array.from({ length: 1000 }, (_, offset) => memberOf(index + offset)));
  for (const index of staffProjection.indexes!) await staff.createIndex(index);
  const known = { day: '2018-06-15', instant: latest };
  const earlier = { day: '2014-06-15', instant: new Date('2016-01-01T00:00:03Z') };
  const page = {
    moment: known,
    view: { ...everybody, statuses: employedStatuses },
    order: Order.ORDER_NAME,
    descending: false,
    size: 50,
  };
  const practice = new Set(siteIds.slice(0, 3));
  const { GROUP_BY_SITE, GROUP_BY_DEPARTMENT, GROUP_BY_POSITION } = GroupBy;
  const year = monthsBetween('2018-01', '2018-12');

  await median('headcount by department', () =>
    headcount(staff, 'all', known, everybody, [GROUP_BY_DEPARTMENT]),
  );
  await median('headcount by department, as known earlier', () =>
    headcount(staff, 'all', earlier, everybody, [GROUP_BY_DEPARTMENT]),
  );
  await median('headcount by site, department, position', () =>
    headcount(staff, 'all', known, everybody, [GROUP_BY_SITE, GROUP_BY_DEPARTMENT, GROUP_BY_POSITION]),
  );
  await median('directory, a page of 50 by name', () => listEmployees(staff, 'all', page));
  await median('directory, a search', () =>
    listEmployees(staff, 'all', { ...page, view: { ...page.view, words: ['family12', 'g'] } }),
  );
  await median('directory, a page of 50 at 3 sites', () => listEmployees(staff, practice, page));
  await median('one employee', () => findEmployee(staff, 'all', '4711', known));
  await median('org chart of everybody', () => employedChart(staff, 'all', known, [], undefined));
  await median('turnover of 12 months by department', () =>
    turnover(staff, 'all', year, latest, everybody, [GROUP_BY_DEPARTMENT]),
  );
} finally {
  await database.drop();
}
