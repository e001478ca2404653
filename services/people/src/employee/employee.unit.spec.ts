import { TerminationKind } from '@linchpin/contracts/people';
import { spec } from '@linchpin/testing';
import { describe, it } from 'vitest';
import {
  ada,
  at,
  changePay,
  correct,
  corrected,
  endLeave,
  hire,
  hired,
  leaveEnded,
  leaveStarted,
  pay,
  payChanged,
  promote,
  promoted,
  rehire,
  rehired,
  startLeave,
  terminate,
  terminated,
  transfer,
  transferred,
} from './employee.fixtures.js';
import { employee } from './employee.js';

const employed = [hired('2011-07-05')];
const gone = [...employed, terminated('2016-06-16')];

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

describe('correct personal details', () => {
  const married = { ...ada, familyName: 'Brown' };
  it('replaces them, also after the employment', () => {
    spec(employee)
      .given(...gone)
      .when(correct(married))
      .then(corrected(married));
  });
  it('refuses details that are on record', () => {
    spec(employee)
      .given(...employed, corrected(married))
      .when(correct(married))
      .refuses('SAME_DETAILS');
  });
  it('refuses a birth after the first hire, and one that is no day', () => {
    spec(employee)
      .given(...employed)
      .when(correct({ ...ada, birthDate: '2012-01-01' }))
      .refuses('BIRTH_AFTER_HIRE');
    spec(employee)
      .given(...employed)
      .when(correct({ ...ada, birthDate: '1983-02-29' }))
      .refuses('INVALID_DATE');
  });
  it('refuses somebody who was never hired', () => {
    spec(employee).given().when(correct(ada)).refuses('NEVER_HIRED');
  });
});

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
