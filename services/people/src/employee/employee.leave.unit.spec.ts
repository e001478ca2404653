import { spec } from '@linchpin/testing';
import { describe, it } from 'vitest';
import {
  employed,
  endLeave,
  leaveEnded,
  leaveStarted,
  rehired,
  startLeave,
  terminated,
} from './employee.fixtures.js';
import { employee } from './employee.js';

describe('leave', () => {
  const away = [...employed, leaveStarted('2014-01-01')];
  const back = [...away, leaveEnded('2014-06-01')];
  it('starts again after a return, on the very day', () => {
    spec(employee)
      .given(...back)
      .when(startLeave('2014-06-01'))
      .then(leaveStarted('2014-06-01'));
  });
  it('does not start in a leave', () => {
    spec(employee)
      .given(...away)
      .when(startLeave('2014-02-01'))
      .refuses('ON_LEAVE');
    spec(employee)
      .given(...back)
      .when(startLeave('2014-05-31'))
      .refuses('ON_LEAVE');
  });
  it('may be recorded after a later one, and is then ended by its own return', () => {
    spec(employee)
      .given(...away)
      .when(startLeave('2013-01-01'))
      .then(leaveStarted('2013-01-01'));
    spec(employee)
      .given(...away, leaveStarted('2013-01-01'))
      .when(endLeave('2013-03-01'))
      .then(leaveEnded('2013-03-01'));
  });
  it('expects the return after the start', () => {
    spec(employee)
      .given(...employed)
      .when(startLeave('2014-01-01', '2014-01-01'))
      .refuses('RETURN_BEFORE_START');
    spec(employee)
      .given(...employed)
      .when(startLeave('2014-01-01', '2014-02-30'))
      .refuses('INVALID_DATE');
    spec(employee)
      .given(...employed)
      .when(startLeave('2014-01-01', '2014-01-02'))
      .then(leaveStarted('2014-01-01', '2014-01-02'));
  });
  it('ends on the first day back', () => {
    spec(employee)
      .given(...away)
      .when(endLeave('2014-06-01'))
      .then(leaveEnded('2014-06-01'));
  });
  it('may be found to have ended earlier', () => {
    spec(employee)
      .given(...back)
      .when(endLeave('2014-05-01'))
      .then(leaveEnded('2014-05-01'));
  });
  it('does not end on its first day, nor before it', () => {
    spec(employee)
      .given(...away)
      .when(endLeave('2014-01-01'))
      .refuses('RETURN_BEFORE_START');
    spec(employee)
      .given(...away)
      .when(endLeave('2013-12-31'))
      .refuses('RETURN_BEFORE_START');
  });
  it('does not end when there is none', () => {
    spec(employee)
      .given(...employed)
      .when(endLeave('2014-06-01'))
      .refuses('NOT_ON_LEAVE');
    spec(employee)
      .given(...back)
      .when(endLeave('2014-06-01'))
      .refuses('NOT_ON_LEAVE');
    spec(employee).given().when(endLeave('2014-06-01')).refuses('NEVER_HIRED');
  });
  it('is over with the employment', () => {
    spec(employee)
      .given(...away, terminated('2014-03-01'))
      .when(endLeave('2014-06-01'))
      .refuses('NOT_EMPLOYED');
    spec(employee)
      .given(...away, terminated('2014-03-01'), rehired('2014-05-01'))
      .when(endLeave('2014-06-01'))
      .refuses('NOT_ON_LEAVE');
  });
});
