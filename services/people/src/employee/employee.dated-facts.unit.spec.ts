import { spec } from '@linchpin/testing';
import { describe, it } from 'vitest';
import {
  at,
  changePay,
  employed,
  gone,
  hired,
  leaveStarted,
  pay,
  payChanged,
  promote,
  promoted,
  rehired,
  startLeave,
  transfer,
  transferred,
} from './employee.fixtures.js';
import { employee } from './employee.js';

describe.each([
  ['transfer', (on: string) => transfer(on, at('austin')), transferred('2014-01-01', at('austin'))],
  ['change position', (on: string) => promote(on, 'dentist'), promoted('2014-01-01', 'dentist')],
  ['change pay', (on: string) => changePay(on, pay(2n)), payChanged('2014-01-01', pay(2n))],
  ['start leave', (on: string) => startLeave(on), leaveStarted('2014-01-01')],
])('%s, as every dated fact,', (_, command, event) => {
  it('is for a day of an employment', () => {
    spec(employee)
      .given(...employed)
      .when(command('2014-01-01'))
      .then(event);
  });
  it('may be recorded after the employment ended', () => {
    spec(employee)
      .given(...gone)
      .when(command('2014-01-01'))
      .then(event);
  });
  it('is not for somebody who was never hired', () => {
    spec(employee).given().when(command('2014-01-01')).refuses('NEVER_HIRED');
  });
  it('is not for a day before the hire', () => {
    spec(employee)
      .given(...employed)
      .when(command('2011-07-04'))
      .refuses('BEFORE_HIRE');
  });
  it('is not for a day after the employment, nor for its end, which is the first day after it', () => {
    spec(employee)
      .given(...gone)
      .when(command('2017-01-01'))
      .refuses('NOT_EMPLOYED');
    spec(employee)
      .given(...gone)
      .when(command('2016-06-16'))
      .refuses('NOT_EMPLOYED');
  });
  it('is not for a day between two employments', () => {
    spec(employee)
      .given(...gone, rehired('2018-01-01'))
      .when(command('2017-01-01'))
      .refuses('NOT_EMPLOYED');
  });
  it('is not for a day that the calendar does not have', () => {
    spec(employee)
      .given(...employed)
      .when(command('2014-02-30'))
      .refuses('INVALID_DATE');
  });
});

describe('transfer', () => {
  it('may change the manager only', () => {
    spec(employee)
      .given(...employed)
      .when(transfer('2014-01-01', at('boston', 'care', '7')))
      .then(transferred('2014-01-01', at('boston', 'care', '7')));
  });
  it('may correct the placement of the hire', () => {
    spec(employee)
      .given(...employed)
      .when(transfer('2011-07-05', at('austin')))
      .then(transferred('2011-07-05', at('austin')));
  });
  it('refuses the placement of that day, though not that of another', () => {
    const moved = [...employed, transferred('2015-01-01', at('austin'))];
    spec(employee)
      .given(...moved)
      .when(transfer('2014-01-01', at('boston')))
      .refuses('SAME_PLACEMENT');
    spec(employee)
      .given(...moved)
      .when(transfer('2014-01-01', at('austin')))
      .then(transferred('2014-01-01', at('austin')));
    spec(employee)
      .given(...moved)
      .when(transfer('2016-01-01', at('austin')))
      .refuses('SAME_PLACEMENT');
  });
  it('judges a corrected day by its last word', () => {
    spec(employee)
      .given(...employed, transferred('2015-01-01', at('austin')), transferred('2015-01-01', at('denver')))
      .when(transfer('2015-01-01', at('austin')))
      .then(transferred('2015-01-01', at('austin')));
  });
  it('refuses somebody as their own manager', () => {
    spec(employee)
      .given(...employed)
      .when(transfer('2014-01-01', at('boston', 'care', '10026')))
      .refuses('OWN_MANAGER');
  });
});

describe('change position', () => {
  it('refuses the position of that day', () => {
    spec(employee)
      .given(...employed)
      .when(promote('2014-01-01', 'hygienist'))
      .refuses('SAME_POSITION');
  });
});

describe('change pay', () => {
  const paid = [hired('2011-07-05', { pay: pay(100n) })];
  it('refuses the pay of that day; another currency is another pay', () => {
    spec(employee)
      .given(...paid)
      .when(changePay('2014-01-01', pay(100n)))
      .refuses('SAME_PAY');
    spec(employee)
      .given(...paid)
      .when(changePay('2014-01-01', pay(100n, 'EUR')))
      .then(payChanged('2014-01-01', pay(100n, 'EUR')));
  });
  it('refuses nothing and less', () => {
    spec(employee)
      .given(...paid)
      .when(changePay('2014-01-01', pay(0n)))
      .refuses('PAY_NOT_POSITIVE');
    spec(employee)
      .given(...paid)
      .when(changePay('2014-01-01', pay(-1n)))
      .refuses('PAY_NOT_POSITIVE');
  });
});
