import { spec } from '@linchpin/testing';
import { describe, it } from 'vitest';
import {
  ada,
  at,
  changePay,
  employed,
  gone,
  hire,
  hired,
  pay,
  payChanged,
  rehire,
  rehired,
  terminated,
} from './employee.fixtures.js';
import { employee } from './employee.js';

describe('hire', () => {
  it('takes on somebody new', () => {
    spec(employee)
      .given()
      .when(hire('2011-07-05', { pay: pay(62_506_00n) }))
      .then(hired('2011-07-05', { pay: pay(62_506_00n) }));
  });
  it('takes on somebody whose birth date is not known', () => {
    const personal = { ...ada, birthDate: '' };
    spec(employee).given().when(hire('2011-07-05', { personal })).then(hired('2011-07-05', { personal }));
  });
  it('refuses a day that the calendar does not have', () => {
    spec(employee).given().when(hire('2018-02-30')).refuses('INVALID_DATE');
  });
  it('refuses somebody who is employed', () => {
    spec(employee)
      .given(...employed)
      .when(hire('2012-01-01'))
      .refuses('ALREADY_EMPLOYED');
  });
  it('refuses somebody who was employed: that is a rehire', () => {
    spec(employee)
      .given(...gone)
      .when(hire('2018-01-01'))
      .refuses('HIRED_BEFORE');
  });
  it('refuses a birth after the hire, and one that is no day', () => {
    spec(employee)
      .given()
      .when(hire('2011-07-05', { personal: { ...ada, birthDate: '2011-07-05' } }))
      .refuses('BIRTH_AFTER_HIRE');
    spec(employee)
      .given()
      .when(hire('2011-07-05', { personal: { ...ada, birthDate: '1983-02-29' } }))
      .refuses('INVALID_DATE');
  });
  it('refuses somebody as their own manager', () => {
    spec(employee)
      .given()
      .when(hire('2011-07-05', { placement: at('boston', 'care', '10026') }))
      .refuses('OWN_MANAGER');
  });
  it('refuses a pay of nothing', () => {
    spec(employee)
      .given()
      .when(hire('2011-07-05', { pay: pay(0n) }))
      .refuses('PAY_NOT_POSITIVE');
  });
});

describe('rehire', () => {
  it('begins another employment, at the earliest on the first day after the last', () => {
    spec(employee)
      .given(...gone)
      .when(rehire('2018-01-01'))
      .then(rehired('2018-01-01'));
    spec(employee)
      .given(...gone)
      .when(rehire('2016-06-16'))
      .then(rehired('2016-06-16'));
    spec(employee)
      .given(...gone)
      .when(rehire('2016-06-15'))
      .refuses('BEFORE_TERMINATION');
  });
  it('refuses somebody who is employed, or never was', () => {
    spec(employee)
      .given(...employed)
      .when(rehire('2018-01-01'))
      .refuses('ALREADY_EMPLOYED');
    spec(employee)
      .given(...gone, rehired('2018-01-01'))
      .when(rehire('2019-01-01'))
      .refuses('ALREADY_EMPLOYED');
    spec(employee).given().when(rehire('2018-01-01')).refuses('NEVER_HIRED');
  });
  it('refuses a bad day, manager or pay', () => {
    spec(employee)
      .given(...gone)
      .when(rehire('2018-02-30'))
      .refuses('INVALID_DATE');
    spec(employee)
      .given(...gone)
      .when(rehire('2018-01-01', { placement: at('boston', 'care', '10026') }))
      .refuses('OWN_MANAGER');
    spec(employee)
      .given(...gone)
      .when(rehire('2018-01-01', { pay: pay(-1n) }))
      .refuses('PAY_NOT_POSITIVE');
  });
  it('begins with its own facts: the old leave, pay and position are over', () => {
    spec(employee)
      .given(
        hired('2011-07-05', { pay: pay(100n) }),
        terminated('2016-06-16'),
        rehired('2018-01-01', { positionId: 'dentist' }),
      )
      .when(changePay('2018-02-01', pay(100n)))
      .then(payChanged('2018-02-01', pay(100n)));
  });
});
