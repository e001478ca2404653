import { EmploymentStatus, ListEmployeesRequest_Order as Order } from '@linchpin/contracts/people';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type After, employedStatuses, listEmployees } from './directory.query.js';
import { searchedWords } from './folded.js';
import { headcount } from './headcount.query.js';
import { latest } from './moment.js';
import { everybody, findEmployee } from './one-employee.query.js';
import { type RandomStaff, randomStaff } from './random-staff.fixtures.js';

let random: RandomStaff;

beforeAll(async () => {
  random = await randomStaff();
});

afterAll(() => random?.drop());

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
          const found = await listEmployees(random.staff, 'all', { ...page, order, descending, after });
          seen.push(...found.employees.map(({ employeeId }) => employeeId));
          expect(found.employees.length).toBeLessThanOrEqual(7);
          expect(found.total).toBe(
            (await headcount(random.staff, 'all', moment, everybody, [])).total?.employed,
          );
          after = found.next;
        } while (after !== undefined);
        const whole = await listEmployees(random.staff, 'all', { ...page, order, descending, size: 500 });
        expect(seen).toEqual(whole.employees.map(({ employeeId }) => employeeId));
        expect(new Set(seen).size).toBe(whole.total);
      }
    },
  );

  it('finds people by the beginnings of words, whatever their case, accents and marks', async () => {
    const named = async (search: string) => {
      const { employees } = await listEmployees(random.staff, 'all', {
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
    const { employees } = await listEmployees(random.staff, new Set(['boston']), { ...page, size: 500 });
    expect(employees.length).toBeGreaterThan(0);
    expect(new Set(employees.map(({ siteId }) => siteId))).toEqual(new Set(['boston']));
    expect((await listEmployees(random.staff, new Set([]), page)).total).toBe(0);
    expect(
      (
        await listEmployees(random.staff, new Set(['boston']), {
          ...page,
          view: { ...view, siteIds: ['austin'] },
        })
      ).total,
    ).toBe(0);
  });

  it('may be asked for the terminated', async () => {
    const gone = { ...everybody, statuses: [EmploymentStatus.EMPLOYMENT_STATUS_TERMINATED] };
    const { employees } = await listEmployees(random.staff, 'all', { ...page, view: gone, size: 500 });
    expect(employees.length).toBeGreaterThan(0);
    for (const { terminatedOn, status } of employees) {
      expect(status).toBe(EmploymentStatus.EMPLOYMENT_STATUS_TERMINATED);
      expect(terminatedOn <= moment.day && terminatedOn !== '').toBe(true);
    }
  });

  it('has one person only for callers of the site where that person is', async () => {
    const { employees } = await listEmployees(random.staff, 'all', { ...page, size: 1 });
    const [{ employeeId, siteId }] = employees as [(typeof employees)[number]];
    expect((await findEmployee(random.staff, new Set([siteId]), employeeId, moment))?._id).toBe(employeeId);
    expect(await findEmployee(random.staff, new Set(['elsewhere']), employeeId, moment)).toBeUndefined();
    expect(await findEmployee(random.staff, 'all', 'nobody', moment)).toBeUndefined();
  });
});
