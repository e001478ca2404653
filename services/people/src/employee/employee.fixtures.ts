import {
  EmployeeCommand,
  EmployeeEvent,
  LeaveKind,
  type Pay,
  PayPeriod,
  type Placement,
  TerminationKind,
} from '@linchpin/contracts/people';
import { commandsOf, eventsOf } from '@linchpin/domain';

// Words of the specs: one fictional person, with only what a case is about to be said.
const commands = commandsOf(EmployeeCommand);
const events = eventsOf(EmployeeEvent);

const employeeId = '10026';

export const ada = { givenName: 'Ada', familyName: 'Núñez-Brown', birthDate: '1983-07-10' };

export const at = (siteId: string, departmentId = 'care', managerId = ''): Placement => ({
  siteId,
  departmentId,
  managerId,
});

export const pay = (minorUnits: bigint, currencyCode = 'USD'): Pay => ({
  amount: { currencyCode, minorUnits },
  period: PayPeriod.PAY_PERIOD_YEAR,
});

interface Start {
  placement?: Placement;
  positionId?: string;
  pay?: Pay;
  personal?: typeof ada;
}

const start = (on: string, { placement, positionId, pay: rate }: Start) => ({
  employeeId,
  on,
  placement: placement ?? at('boston'),
  positionId: positionId ?? 'hygienist',
  pay: rate,
});
const hiring = (on: string, given: Start) => ({
  ...start(on, given),
  personal: given.personal ?? ada,
  source: 'referral',
});
const correcting = (personal: typeof ada) => ({ employeeId, personal });
const moving = (on: string, placement: Placement) => ({ employeeId, on, placement, reason: '' });
const promoting = (on: string, positionId: string) => ({ employeeId, on, positionId });
const paying = (on: string, rate: Pay) => ({ employeeId, on, pay: rate, reason: '' });
const leaving = (on: string, expectedReturn: string) => ({
  employeeId,
  on,
  kind: LeaveKind.LEAVE_KIND_PARENTAL,
  expectedReturn,
});
const returning = (on: string) => ({ employeeId, on });
const ending = (on: string, kind: TerminationKind, reason: string) => ({ employeeId, on, kind, reason });
const voluntary = TerminationKind.TERMINATION_KIND_VOLUNTARY;

export const hire = (on: string, given: Start = {}) => commands.hire(hiring(on, given));
export const hired = (on: string, given: Start = {}) => events.hired(hiring(on, given));
export const correct = (personal: typeof ada) => commands.correctPersonalDetails(correcting(personal));
export const corrected = (personal: typeof ada) => events.personalDetailsCorrected(correcting(personal));
export const transfer = (on: string, placement: Placement) => commands.transfer(moving(on, placement));
export const transferred = (on: string, placement: Placement) => events.transferred(moving(on, placement));
export const promote = (on: string, positionId: string) => commands.changePosition(promoting(on, positionId));
export const promoted = (on: string, positionId: string) => events.positionChanged(promoting(on, positionId));
export const changePay = (on: string, rate: Pay) => commands.changePay(paying(on, rate));
export const payChanged = (on: string, rate: Pay) => events.payChanged(paying(on, rate));
export const startLeave = (on: string, expectedReturn = '') =>
  commands.startLeave(leaving(on, expectedReturn));
export const leaveStarted = (on: string, expectedReturn = '') =>
  events.leaveStarted(leaving(on, expectedReturn));
export const endLeave = (on: string) => commands.endLeave(returning(on));
export const leaveEnded = (on: string) => events.leaveEnded(returning(on));
export const terminate = (on: string, kind = voluntary, reason = 'another position') =>
  commands.terminate(ending(on, kind, reason));
export const terminated = (on: string, kind = voluntary, reason = 'another position') =>
  events.terminated(ending(on, kind, reason));
export const rehire = (on: string, given: Start = {}) => commands.rehire(start(on, given));
export const rehired = (on: string, given: Start = {}) => events.rehired(start(on, given));

/** Employed from 2011-07-05 on, without an end. */
export const employed = [hired('2011-07-05')];
/** Not any more from 2016-06-16 on. */
export const gone = [...employed, terminated('2016-06-16')];
