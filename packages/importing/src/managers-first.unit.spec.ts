import { expect, it } from 'vitest';
import { managersFirst } from './managers-first.js';
import type { EmployeeRecord } from './record.js';

const person = (employeeId: string, managerId: string) => ({ employeeId, managerId }) as EmployeeRecord;
const order = (...people: EmployeeRecord[]) => {
  const { waves, placedLater } = managersFirst(people);
  return { waves: waves.map((wave) => wave.map(({ employeeId }) => employeeId)), later: [...placedLater] };
};

it('hires managers before those who report to them', () => {
  expect(order(person('3', '2'), person('2', '1'), person('1', ''))).toEqual({
    waves: [['1'], ['2'], ['3']],
    later: [],
  });
});

it('hires one of a cycle without a manager, to be placed later', () => {
  expect(order(person('a', 'c'), person('b', 'a'), person('c', 'b'), person('d', 'b'))).toEqual({
    waves: [['a'], ['b'], ['c', 'd']],
    later: ['a'],
  });
});
