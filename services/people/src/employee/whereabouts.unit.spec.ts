import { evolve } from '@linchpin/domain';
import { describe, expect, it } from 'vitest';
import { at, hired, rehired, terminated, transferred } from './employee.fixtures.js';
import { employee } from './employee.js';
import type { Event } from './random-histories.fixtures.js';
import { type Employee, nobody } from './state.js';

const sites = (today: string, ...events: Event[]) =>
  employee.sites!(
    events.reduce<Employee>((state, event) => evolve(employee, state, event), nobody),
    today,
  );

describe('the sites that see an employee', () => {
  const moved = [hired('2011-07-05'), transferred('2014-01-01', at('austin'))];

  it('are none before the hire is recorded, and from then on the first site', () => {
    expect(sites('2011-01-01')).toEqual([]);
    expect(sites('2011-01-01', hired('2011-07-05'))).toEqual(['boston']);
  });
  it('are the one that the person is at and the one that they will be at', () => {
    expect(sites('2013-12-31', ...moved)).toEqual(['boston', 'austin']);
  });
  it('are no longer the one that the person left', () => {
    expect(sites('2014-01-01', ...moved)).toEqual(['austin']);
  });
  it('are the last one after the employment, until a rehire is coming', () => {
    const gone = [...moved, terminated('2016-06-16')];
    expect(sites('2017-01-01', ...gone)).toEqual(['austin']);
    expect(sites('2017-01-01', ...gone, rehired('2018-01-01', { placement: at('denver') }))).toEqual([
      'austin',
      'denver',
    ]);
    expect(sites('2018-01-01', ...gone, rehired('2018-01-01', { placement: at('denver') }))).toEqual([
      'denver',
    ]);
  });
});
