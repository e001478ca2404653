import { TerminationKind } from '@linchpin/contracts/people';
import { spec } from '@linchpin/testing';
import { describe, it } from 'vitest';
import {
  at,
  employed,
  gone,
  leaveEnded,
  leaveStarted,
  pay,
  payChanged,
  promoted,
  terminate,
  terminated,
  transferred,
} from './employee.fixtures.js';
import { employee } from './employee.js';

describe('terminate', () => {
  it('ends an employment, also one that is on leave', () => {
    spec(employee)
      .given(...employed)
      .when(terminate('2016-06-16'))
      .then(terminated('2016-06-16'));
    spec(employee)
      .given(...employed, leaveStarted('2016-01-01'))
      .when(terminate('2016-06-16'))
      .then(terminated('2016-06-16'));
  });
  it('refuses a day that the calendar does not have, and somebody never hired', () => {
    spec(employee)
      .given(...employed)
      .when(terminate('2016-06-31'))
      .refuses('INVALID_DATE');
    spec(employee).given().when(terminate('2016-06-16')).refuses('NEVER_HIRED');
  });
  it('leaves at least one day of work', () => {
    spec(employee)
      .given(...employed)
      .when(terminate('2011-01-01'))
      .refuses('BEFORE_HIRE');
    spec(employee)
      .given(...employed)
      .when(terminate('2011-07-05'))
      .refuses('BEFORE_HIRE');
    spec(employee)
      .given(...employed)
      .when(terminate('2011-07-06'))
      .then(terminated('2011-07-06'));
  });
  it('refuses what is recorded already; another reason, kind or an earlier day corrects it', () => {
    const dismissed = TerminationKind.TERMINATION_KIND_FOR_CAUSE;
    spec(employee)
      .given(...gone)
      .when(terminate('2016-06-16'))
      .refuses('ALREADY_TERMINATED');
    spec(employee)
      .given(...gone)
      .when(terminate('2016-06-16', dismissed, 'attendance'))
      .then(terminated('2016-06-16', dismissed, 'attendance'));
    spec(employee)
      .given(...gone)
      .when(terminate('2016-05-01'))
      .then(terminated('2016-05-01'));
  });
  it('refuses a day after the employment ended', () => {
    spec(employee)
      .given(...gone)
      .when(terminate('2016-06-17'))
      .refuses('NOT_EMPLOYED');
  });
  it.each([
    ['a transfer', transferred('2017-01-01', at('austin'))],
    ['a change of position', promoted('2017-01-01', 'dentist')],
    ['a change of pay', payChanged('2017-01-01', pay(2n))],
    ['a leave', leaveStarted('2017-01-01')],
  ])(
    'refuses to end an employment before %s that is recorded for a later day, or for that day',
    (_, later) => {
      spec(employee)
        .given(...employed, later)
        .when(terminate('2016-06-16'))
        .refuses('LATER_FACTS');
      spec(employee)
        .given(...employed, later)
        .when(terminate('2017-01-01'))
        .refuses('LATER_FACTS');
      spec(employee)
        .given(...employed, later)
        .when(terminate('2017-01-02'))
        .then(terminated('2017-01-02'));
    },
  );
  it('refuses to end an employment before a return; on the day of the return it may end', () => {
    const back = [...employed, leaveStarted('2016-01-01'), leaveEnded('2016-06-16')];
    spec(employee)
      .given(...back)
      .when(terminate('2016-06-15'))
      .refuses('LATER_FACTS');
    spec(employee)
      .given(...back)
      .when(terminate('2016-06-16'))
      .then(terminated('2016-06-16'));
  });
});
