import type { Pay, PersonalDetails, Placement } from '@linchpin/contracts/people';
import { type Refusal, refuse } from '@linchpin/domain';
import { FOREVER, isDay } from '../calendar/day.js';
import { invalidDay } from '../calendar/invalid-day.js';
import { employmentOn, factOn, rateOf, required } from './facts.js';
import type { Employee, Employment, Leave, Rate } from './state.js';

/** A rule: a refusal when it is broken. */
type Rule = Refusal | undefined;

/** NEVER_HIRED unless the person was hired once. */
export const known = ({ employments }: Employee): Rule =>
  employments.length === 0
    ? refuse('NEVER_HIRED', 'This person was never hired; hire them first')
    : undefined;

/** ALREADY_EMPLOYED, with the day since when. */
export const alreadyEmployed = ({ from }: Employment): Refusal =>
  refuse('ALREADY_EMPLOYED', `Already employed, since ${from}`);

/** The employment of a day, or why there is none: NEVER_HIRED, BEFORE_HIRE, NOT_EMPLOYED. */
export function employedOn(employee: Employee, on: string): Employment | Refusal {
  const refusal = known(employee);
  if (refusal !== undefined) return refusal;
  const { from } = employee.employments[0]!;
  if (on < from) return refuse('BEFORE_HIRE', `Hired on ${from}, which is after ${on}`, 'on');
  return employmentOn(employee, on) ?? notEmployed(employee, on);
}

/** NOT_EMPLOYED, with the day since when. */
export const notEmployed = ({ employments }: Employee, on: string): Refusal =>
  refuse(
    'NOT_EMPLOYED',
    `Not employed on ${on}; the employment ended on ${employments.findLast(({ until }) => until <= on)?.until}`,
    'on',
  );

/** OWN_MANAGER when somebody is to report to themselves. */
export const managedByOther = (employeeId: string, placement: Placement | undefined): Rule =>
  required(placement, 'placement').managerId === employeeId
    ? refuse('OWN_MANAGER', 'Nobody can be their own manager', 'placement.manager_id')
    : undefined;

/** INVALID_DATE or BIRTH_AFTER_HIRE for a birth date that is none, or is not before the first day of work. */
export function bornBefore(personal: PersonalDetails | undefined, hiredOn: string): Rule {
  const { birthDate } = required(personal, 'personal');
  if (birthDate === '') return undefined;
  if (!isDay(birthDate)) return invalidDay('personal.birth_date', birthDate);
  return birthDate < hiredOn
    ? undefined
    : refuse(
        'BIRTH_AFTER_HIRE',
        `Born on ${birthDate}, which is not before the hire on ${hiredOn}`,
        'personal.birth_date',
      );
}

/** PAY_NOT_POSITIVE for a pay of nothing or less. An absent pay is one that is not known. */
export const payPositive = (pay: Pay | undefined): Rule =>
  pay !== undefined && required(pay.amount, 'pay.amount').minorUnits <= 0n
    ? refuse(
        'PAY_NOT_POSITIVE',
        'A pay must be more than nothing; one that is not known is left out',
        'pay.amount.minor_units',
      )
    : undefined;

/** SAME_PLACEMENT when a transfer would change nothing on its day. */
export function placedElsewhere(
  { placements }: Employment,
  on: string,
  placement: Placement | undefined,
): Rule {
  const before = factOn(placements, on);
  const after = required(placement, 'placement');
  return before !== undefined && samePlacement(before, after)
    ? refuse(
        'SAME_PLACEMENT',
        `On ${on} already at this site, in this department, under this manager`,
        'placement',
      )
    : undefined;
}

/** SAME_POSITION when a change would change nothing on its day. */
export const otherPosition = ({ positions }: Employment, on: string, positionId: string): Rule =>
  factOn(positions, on) === positionId
    ? refuse('SAME_POSITION', `On ${on} already employed as ${positionId}`, 'position_id')
    : undefined;

/** SAME_PAY when a change would change nothing on its day. */
export function otherPay({ pays }: Employment, on: string, pay: Pay | undefined): Rule {
  const before = factOn(pays, on);
  return before !== undefined && sameRate(before, rateOf(required(pay, 'pay')))
    ? refuse('SAME_PAY', `On ${on} already paid this`, 'pay')
    : undefined;
}

/** ON_LEAVE when the day is in a leave. */
export function atWork(employment: Employment, on: string): Rule {
  const leave = leaveOn(employment, on);
  return leave === undefined
    ? undefined
    : refuse(
        'ON_LEAVE',
        `On leave on ${on}, since ${leave.from}; record the return from that leave first`,
        'on',
      );
}

/** RETURN_BEFORE_START when somebody is expected back no later than they leave. */
export function backAfter(on: string, expectedReturn: string): Rule {
  if (expectedReturn === '') return undefined;
  return (
    invalidDay('expected_return', expectedReturn) ??
    (expectedReturn > on
      ? undefined
      : refuse(
          'RETURN_BEFORE_START',
          `The leave starts on ${on}, and ${expectedReturn} is not after it`,
          'expected_return',
        ))
  );
}

/** NOT_ON_LEAVE, or RETURN_BEFORE_START for a first day back that is not after the first day away. */
export function returning(employment: Employment, on: string): Rule {
  const leave =
    leaveOn(employment, on) ?? employment.leaves.find(({ from, until }) => on < from && until === FOREVER);
  if (leave === undefined) return refuse('NOT_ON_LEAVE', `Not on leave on ${on}`, 'on');
  return on > leave.from
    ? undefined
    : refuse(
        'RETURN_BEFORE_START',
        `The leave starts on ${leave.from}; the first day back must be after it`,
        'on',
      );
}

/** LATER_FACTS when something is recorded for the day or after it. A return on that very day lies before it. */
export function nothingFrom({ placements, positions, pays, leaves }: Employment, on: string): Rule {
  const begun = [...placements, ...positions, ...pays].map((fact) => fact.on).filter((day) => day >= on);
  const left = leaves.map(({ from }) => from).filter((day) => day >= on);
  const returned = leaves.map(({ until }) => until).filter((day) => day > on && day !== FOREVER);
  const last = [...begun, ...left, ...returned].toSorted().at(-1);
  return last === undefined
    ? undefined
    : refuse(
        'LATER_FACTS',
        `Something is recorded for ${last}, so the employment cannot end on ${on}; end it later`,
        'on',
      );
}

/** The leave that a day is in. */
export const leaveOn = ({ leaves }: Employment, day: string): Leave | undefined =>
  leaves.find(({ from, until }) => from <= day && day < until);

const samePlacement = (a: Placement, b: Placement): boolean =>
  a.siteId === b.siteId && a.departmentId === b.departmentId && a.managerId === b.managerId;

const sameRate = (a: Rate, b: Rate): boolean =>
  a.currencyCode === b.currencyCode && a.minorUnits === b.minorUnits && a.period === b.period;
