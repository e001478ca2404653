import { EmployeeCommand, EmployeeEvent, type Pay, type Placement } from '@linchpin/contracts/people';
import { aggregate, eventsOf, isRefusal, refuse } from '@linchpin/domain';
import { FOREVER } from '../calendar/day.js';
import { invalidDay } from '../calendar/invalid-day.js';
import { compare } from '../compare.js';
import { employmentEndingOn, rateOf, required, withFact } from './facts.js';
import * as rules from './rules.js';
import { type Employee, type Employment, type Leave, nobody } from './state.js';
import { sitesFrom } from './whereabouts.js';

const {
  hired,
  personalDetailsCorrected,
  transferred,
  positionChanged,
  payChanged,
  leaveStarted,
  leaveEnded,
  terminated,
  rehired,
} = eventsOf(EmployeeEvent);

/**
 * Somebody who works, or worked, for the group. Every fact takes effect on a day, which may lie before or after the day
 * it is recorded; a move is judged by what holds on that day.
 */
export const employee = aggregate({
  name: 'people.employee',
  commands: EmployeeCommand,
  events: EmployeeEvent,
  initial: nobody,
  sites: sitesFrom,

  decide: {
    hire: (command, { employments }: Employee) => {
      const { employeeId, on, personal, placement, pay } = command;
      const last = employments.at(-1);
      if (last !== undefined)
        return last.until === FOREVER
          ? rules.alreadyEmployed(last)
          : refuse('HIRED_BEFORE', `Was employed until ${last.until}; rehire instead`);
      return (
        invalidDay('on', on) ??
        rules.bornBefore(personal, on) ??
        rules.managedByOther(employeeId, placement) ??
        rules.payPositive(pay) ?? [hired(command)]
      );
    },

    correctPersonalDetails: (command, state) => {
      const personal = required(command.personal, 'personal');
      const { givenName, familyName, birthDate } = state.personal;
      return (
        rules.known(state) ??
        rules.bornBefore(personal, state.employments[0]!.from) ??
        (personal.givenName === givenName &&
        personal.familyName === familyName &&
        personal.birthDate === birthDate
          ? refuse('SAME_DETAILS', 'These are the details on record', 'personal')
          : [personalDetailsCorrected(command)])
      );
    },

    transfer: (command, state) => {
      const { employeeId, on, placement } = command;
      const employment = employmentFor(state, on);
      if (isRefusal(employment)) return employment;
      return (
        rules.managedByOther(employeeId, placement) ??
        rules.placedElsewhere(employment, on, placement) ?? [transferred(command)]
      );
    },

    changePosition: (command, state) => {
      const { on, positionId } = command;
      const employment = employmentFor(state, on);
      if (isRefusal(employment)) return employment;
      return rules.otherPosition(employment, on, positionId) ?? [positionChanged(command)];
    },

    changePay: (command, state) => {
      const { on, pay } = command;
      const employment = employmentFor(state, on);
      if (isRefusal(employment)) return employment;
      return rules.payPositive(pay) ?? rules.otherPay(employment, on, pay) ?? [payChanged(command)];
    },

    startLeave: (command, state) => {
      const { on, expectedReturn } = command;
      const employment = employmentFor(state, on);
      if (isRefusal(employment)) return employment;
      return rules.atWork(employment, on) ?? rules.backAfter(on, expectedReturn) ?? [leaveStarted(command)];
    },

    endLeave: (command, state) => {
      const employment = employmentFor(state, command.on);
      if (isRefusal(employment)) return employment;
      return rules.returning(employment, command.on) ?? [leaveEnded(command)];
    },

    terminate: (command, state) => {
      const { on, kind, reason } = command;
      const refusal = invalidDay('on', on) ?? rules.known(state);
      if (refusal !== undefined) return refusal;
      const [first] = state.employments;
      if (on <= first!.from)
        return refuse(
          'BEFORE_HIRE',
          `Hired on ${first!.from}; the first day no longer worked must be after it, and ${on} is not`,
          'on',
        );
      const employment = employmentEndingOn(state, on);
      if (employment === undefined) return rules.notEmployed(state, on);
      const { until, ending } = employment;
      if (until === on && ending?.kind === kind && ending.reason === reason)
        return refuse('ALREADY_TERMINATED', `The employment already ends on ${on}, for this reason`, 'on');
      return rules.nothingFrom(employment, on) ?? [terminated(command)];
    },

    rehire: (command, state) => {
      const { employeeId, on, placement, pay } = command;
      const refusal = invalidDay('on', on) ?? rules.known(state);
      if (refusal !== undefined) return refusal;
      const last = state.employments.at(-1)!;
      if (last.until === FOREVER) return rules.alreadyEmployed(last);
      if (on < last.until)
        return refuse(
          'BEFORE_TERMINATION',
          `The last employment ends on ${last.until}; rehire from that day on, not on ${on}`,
          'on',
        );
      return rules.managedByOther(employeeId, placement) ?? rules.payPositive(pay) ?? [rehired(command)];
    },
  },

  evolve: {
    hired: (_, { employeeId, on, personal, placement, positionId, pay }): Employee => ({
      employeeId,
      personal: required(personal, 'personal'),
      employments: [begun(on, placement, positionId, pay)],
    }),
    personalDetailsCorrected: (state, { personal }) => ({
      ...state,
      personal: required(personal, 'personal'),
    }),
    transferred: (state, { on, placement }) =>
      inEmployment(state, on, (employment) => ({
        ...employment,
        placements: withFact(employment.placements, on, required(placement, 'placement')),
      })),
    positionChanged: (state, { on, positionId }) =>
      inEmployment(state, on, (employment) => ({
        ...employment,
        positions: withFact(employment.positions, on, positionId),
      })),
    payChanged: (state, { on, pay }) =>
      inEmployment(state, on, (employment) => ({
        ...employment,
        pays: withFact(employment.pays, on, rateOf(required(pay, 'pay'))),
      })),
    leaveStarted: (state, { on, kind }) =>
      inEmployment(state, on, (employment) => ({ ...employment, leaves: left(employment.leaves, on, kind) })),
    leaveEnded: (state, { on }) =>
      inEmployment(state, on, (employment) => ({
        ...employment,
        leaves: employment.leaves.map((leave) =>
          leave.from < on && on < leave.until ? { ...leave, until: on } : leave,
        ),
      })),
    terminated: (state, { on, kind, reason }) => {
      const ended = employmentEndingOn(state, on);
      return {
        ...state,
        employments: state.employments.map((employment) =>
          employment === ended ? { ...employment, until: on, ending: { kind, reason } } : employment,
        ),
      };
    },
    rehired: (state, { on, placement, positionId, pay }) => ({
      ...state,
      employments: [...state.employments, begun(on, placement, positionId, pay)],
    }),
  },
});

const employmentFor = (state: Employee, on: string) => invalidDay('on', on) ?? rules.employedOn(state, on);

const begun = (
  from: string,
  placement: Placement | undefined,
  positionId: string,
  pay: Pay | undefined,
): Employment => ({
  from,
  until: FOREVER,
  ending: null,
  placements: [{ on: from, value: required(placement, 'placement') }],
  positions: [{ on: from, value: positionId }],
  pays: pay === undefined ? [] : [{ on: from, value: rateOf(pay) }],
  leaves: [],
});

const inEmployment = (
  state: Employee,
  day: string,
  change: (employment: Employment) => Employment,
): Employee => ({
  ...state,
  employments: state.employments.map((employment) =>
    employment.from <= day && day < employment.until ? change(employment) : employment,
  ),
});

/** A leave that is recorded after a later one lasts, until its return is recorded, up to that one. */
function left(leaves: readonly Leave[], from: string, kind: Leave['kind']): readonly Leave[] {
  const next = leaves.find((leave) => leave.from > from);
  return [...leaves, { from, until: next?.from ?? FOREVER, kind }].sort((a, b) => compare(a.from, b.from));
}
