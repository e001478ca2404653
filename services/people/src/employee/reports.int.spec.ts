import {
  EmploymentStatus,
  GroupBy,
  ListEmployeesRequest_Order as Order,
  type TurnoverRow,
} from '@linchpin/contracts/people';
import { type TestDatabase, testDatabase } from '@linchpin/engines/testing';
import type { Collection } from '@linchpin/mongo';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayBefore, firstDayOf, lastDayOf, monthOf } from '../calendar/day.js';
import { type Cell, type Painting, paint } from './brute-force.fixtures.js';
import { type After, employedStatuses, listEmployees } from './directory.query.js';
import { searchedWords } from './folded.js';
import { headcount } from './headcount.query.js';
import { latest } from './moment.js';
import { everybody, findEmployee } from './one-employee.query.js';
import {
  days,
  departmentIds,
  type Event,
  eventsOfOne,
  folded,
  instantOf,
  positionIds,
  siteIds,
} from './random-histories.fixtures.js';
import type { StaffMember } from './staff.projection.js';
import { turnover } from './turnover.query.js';

const groupings = [
  [],
  [GroupBy.GROUP_BY_SITE],
  [GroupBy.GROUP_BY_SITE, GroupBy.GROUP_BY_DEPARTMENT, GroupBy.GROUP_BY_POSITION],
];
const [bySite, byAll] = [groupings[1]!, groupings[2]!];
const months = ['2015-02', '2015-03', '2015-04', '2015-05', '2015-06', '2015-07'];

let database: TestDatabase;
let staff: Collection<StaffMember>;
let histories: readonly (readonly Event[])[];

beforeAll(async () => {
  database = await testDatabase();
  staff = database.db.collection('staff');
  histories = fc.sample(eventsOfOne('me'), { numRuns: 120, seed: 7 });
  await staff.insertMany(
    histories.map((events, index) => ({ ...folded(events, `${index}`)!, _id: `${index}` })),
  );
});

afterAll(() => database.drop());

const paintedAt = (instant: Date): readonly Painting[] =>
  histories.map((events) => paint(events.filter((_, index) => instantOf(index + 1) <= instant)));
const keyOf = (cell: Pick<Cell, 'siteId' | 'departmentId' | 'positionId'>, groupBy: readonly GroupBy[]) =>
  [
    groupBy.includes(GroupBy.GROUP_BY_SITE) ? cell.siteId : '',
    groupBy.includes(GroupBy.GROUP_BY_DEPARTMENT) ? cell.departmentId : '',
    groupBy.includes(GroupBy.GROUP_BY_POSITION) ? cell.positionId : '',
  ].join(' ');

/** Questions about any day, as known at any instant, in any view. */
const question = fc.record({
  day: fc.constantFrom(...days),
  instant: fc.oneof(fc.constant(latest), fc.integer({ min: 1, max: 30 }).map(instantOf)),
  groupBy: fc.constantFrom(...groupings),
  sites: fc.subarray([...siteIds]),
  departments: fc.subarray([...departmentIds]),
  positions: fc.subarray([...positionIds]),
  scope: fc.oneof(
    fc.constant('all' as const),
    fc.subarray([...siteIds]).map((ids) => new Set<string>(ids)),
  ),
});
type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never;

const inView = (cell: Cell, { sites, departments, positions, scope }: Question): boolean =>
  (sites.length === 0 || sites.includes(cell.siteId as never)) &&
  (departments.length === 0 || departments.includes(cell.departmentId as never)) &&
  (positions.length === 0 || positions.includes(cell.positionId as never)) &&
  (scope === 'all' || scope.has(cell.siteId));
const viewOf = ({ sites, departments, positions }: Question) => ({
  siteIds: sites,
  departmentIds: departments,
  positionIds: positions,
});

describe('headcount', () => {
  it('counts those whom painting day by day finds employed', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { day, instant, groupBy, scope } = asked;
        const expected = new Map<string, { employed: number; active: number; onLeave: number }>();
        for (const { cells } of paintedAt(instant)) {
          const cell = cells[days.indexOf(day)]!;
          if (cell.hiredOn === undefined || !inView(cell, asked)) continue;
          const row = expected.get(keyOf(cell, groupBy)) ?? { employed: 0, active: 0, onLeave: 0 };
          row.employed++;
          row[cell.onLeave ? 'onLeave' : 'active']++;
          expected.set(keyOf(cell, groupBy), row);
        }
        const { rows, total } = await headcount(staff, scope, { day, instant }, viewOf(asked), groupBy);
        const counted = new Map(rows.map(({ group, ...counts }) => [keyOf(group!, groupBy), counts]));
        expect(counted).toEqual(expected);
        expect(total?.employed).toBe([...expected.values()].reduce((sum, { employed }) => sum + employed, 0));
      }),
      { numRuns: 100 },
    );
  });
});

/** Who came and who left, found by comparing each day with the one before it. */
function walked(asked: Question): Map<string, Omit<TurnoverRow, 'month' | 'group' | 'rate'>> {
  const rows = new Map<string, Omit<TurnoverRow, 'month' | 'group' | 'rate'>>();
  const count = (month: string, cell: Cell, what: keyof Omit<TurnoverRow, 'month' | 'group' | 'rate'>) => {
    const key = `${month} ${keyOf(cell, asked.groupBy)}`;
    const row = rows.get(key) ?? {
      opening: 0,
      hires: 0,
      transfersIn: 0,
      transfersOut: 0,
      voluntaryTerminations: 0,
      otherTerminations: 0,
      closing: 0,
    };
    row[what]++;
    rows.set(key, row);
  };
  const [start, end] = [days.indexOf(firstDayOf(months[0]!)), days.indexOf(lastDayOf(months.at(-1)!))];
  for (const { cells, voluntary } of paintedAt(asked.instant))
    for (let index = start; index <= end; index++) {
      const [before, after] = [cells[index - 1]!, cells[index]!];
      const [day, month] = [days[index]!, monthOf(days[index]!)];
      const was = before.hiredOn !== undefined && inView(before, asked);
      const is = after.hiredOn !== undefined && inView(after, asked);
      if (was && day === firstDayOf(month)) count(month, before, 'opening');
      if (is && day === lastDayOf(month)) count(month, after, 'closing');
      if (before.hiredOn !== after.hiredOn) {
        if (was)
          count(
            month,
            before,
            voluntary.get(before.hiredOn!) ? 'voluntaryTerminations' : 'otherTerminations',
          );
        if (is) count(month, after, 'hires');
      } else if (was !== is || keyOf(before, asked.groupBy) !== keyOf(after, asked.groupBy)) {
        if (was) count(month, before, 'transfersOut');
        if (is) count(month, after, 'transfersIn');
      }
    }
  return rows;
}

const plain = ({ month: _, group: __, rate: ___, ...counts }: TurnoverRow) => counts;

describe('turnover', () => {
  it('finds what comparing each day with the one before it finds, and adds up in every row', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { instant, groupBy, scope } = asked;
        const { rows, totals } = await turnover(staff, scope, months, instant, viewOf(asked), groupBy);
        expect(
          new Map(rows.map((row) => [`${row.month} ${keyOf(row.group!, groupBy)}`, plain(row)])),
        ).toEqual(walked(asked));
        const ungrouped = walked({ ...asked, groupBy: [] });
        for (const row of totals)
          expect(plain(row)).toEqual(ungrouped.get(`${row.month}   `) ?? plain(nothing));
        for (const row of [...rows, ...totals])
          expect(
            row.opening +
              row.hires +
              row.transfersIn -
              row.transfersOut -
              row.voluntaryTerminations -
              row.otherTerminations,
          ).toBe(row.closing);
      }),
      { numRuns: 60 },
    );
  });

  it('opens each month with the close of the month before', async () => {
    const { totals } = await turnover(staff, 'all', months, latest, everybody, bySite);
    expect(totals.map(({ month }) => month)).toEqual(months);
    for (const [index, { opening }] of totals.entries())
      if (index > 0) expect(opening).toBe(totals[index - 1]?.closing);
  });

  it('agrees with headcount at the ends of months', async () => {
    const { rows } = await turnover(staff, 'all', ['2015-06'], latest, everybody, byAll);
    const ofDay = async (day: string) =>
      (await headcount(staff, 'all', { day, instant: latest }, everybody, [])).total?.employed;
    expect(rows.reduce((sum, { opening }) => sum + opening, 0)).toBe(await ofDay(dayBefore('2015-06-01')));
    expect(rows.reduce((sum, { closing }) => sum + closing, 0)).toBe(await ofDay('2015-06-30'));
  });
});

const nothing: TurnoverRow = {
  month: '',
  group: undefined,
  opening: 0,
  hires: 0,
  transfersIn: 0,
  transfersOut: 0,
  voluntaryTerminations: 0,
  otherTerminations: 0,
  closing: 0,
  rate: undefined,
};

describe('the directory', () => {
  const moment = { day: '2015-09-01', instant: latest };
  const view = { ...everybody, statuses: employedStatuses };
  const page = { moment, view, order: Order.ORDER_NAME, descending: false, size: 7 };

  it.each([Order.ORDER_NAME, Order.ORDER_HIRED_ON, Order.ORDER_EMPLOYEE_ID])(
    'pages through everybody once, in order %s',
    async (order) => {
      for (const descending of [false, true]) {
        const seen: string[] = [];
        let after: After | undefined;
        do {
          const found = await listEmployees(staff, 'all', { ...page, order, descending, after });
          seen.push(...found.employees.map(({ employeeId }) => employeeId));
          expect(found.employees.length).toBeLessThanOrEqual(7);
          expect(found.total).toBe((await headcount(staff, 'all', moment, everybody, [])).total?.employed);
          after = found.next;
        } while (after !== undefined);
        const whole = await listEmployees(staff, 'all', { ...page, order, descending, size: 500 });
        expect(seen).toEqual(whole.employees.map(({ employeeId }) => employeeId));
        expect(new Set(seen).size).toBe(whole.total);
      }
    },
  );

  it('finds people by the beginnings of words, whatever their case, accents and marks', async () => {
    const named = async (search: string) => {
      const { employees } = await listEmployees(staff, 'all', {
        ...page,
        size: 500,
        view: { ...view, words: searchedWords(search) },
      });
      return new Set(employees.map(({ personal }) => `${personal?.givenName} ${personal?.familyName}`));
    };
    expect(await named('CELIK zai')).toEqual(new Set(['Çelik Zaïd']));
    expect(await named("o'n bé")).toEqual(new Set(["Béla O'Neil"]));
    expect(await named('oneil ada')).toEqual(new Set(["Ada O'Neil"]));
    expect(await named('jones ada')).toEqual(new Set(['Ada Smith-Jones']));
    expect(await named('smith-j ada')).toEqual(new Set(['Ada Smith-Jones']));
    expect(await named('nes')).toEqual(new Set());
    expect(await named('.*')).toEqual(await named(''));
  });

  it('holds only those at the sites of the caller', async () => {
    const { employees } = await listEmployees(staff, new Set(['boston']), { ...page, size: 500 });
    expect(employees.length).toBeGreaterThan(0);
    expect(new Set(employees.map(({ siteId }) => siteId))).toEqual(new Set(['boston']));
    expect((await listEmployees(staff, new Set([]), page)).total).toBe(0);
    expect(
      (await listEmployees(staff, new Set(['boston']), { ...page, view: { ...view, siteIds: ['austin'] } }))
        .total,
    ).toBe(0);
  });

  it('may be asked for the terminated', async () => {
    const gone = { ...everybody, statuses: [EmploymentStatus.EMPLOYMENT_STATUS_TERMINATED] };
    const { employees } = await listEmployees(staff, 'all', { ...page, view: gone, size: 500 });
    expect(employees.length).toBeGreaterThan(0);
    for (const { terminatedOn, status } of employees) {
      expect(status).toBe(EmploymentStatus.EMPLOYMENT_STATUS_TERMINATED);
      expect(terminatedOn <= moment.day && terminatedOn !== '').toBe(true);
    }
  });

  it('has one person only for callers of the site where that person is', async () => {
    const { employees } = await listEmployees(staff, 'all', { ...page, size: 1 });
    const [{ employeeId, siteId }] = employees as [(typeof employees)[number]];
    expect((await findEmployee(staff, new Set([siteId]), employeeId, moment))?._id).toBe(employeeId);
    expect(await findEmployee(staff, new Set(['elsewhere']), employeeId, moment)).toBeUndefined();
    expect(await findEmployee(staff, 'all', 'nobody', moment)).toBeUndefined();
  });
});
