import type {
  LeaveKind,
  PayPeriod,
  PersonalDetails,
  Placement,
  TerminationKind,
} from '@linchpin/contracts/people';

/** A fact that holds from a day until the next one of its kind. */
export interface Dated<Value> {
  readonly on: string;
  readonly value: Value;
}

/** What somebody is paid for a period of work. */
export interface Rate {
  readonly currencyCode: string;
  /** An integer in the smallest unit of the currency, in digits: it may be too large for a number. */
  readonly minorUnits: string;
  readonly period: PayPeriod;
}

/** An absence: away on `from`, back on `until`. */
export interface Leave {
  readonly from: string;
  /** FOREVER while no return is recorded; the employment's end then ends it too. */
  readonly until: string;
  readonly kind: LeaveKind;
}

/** Why an employment ended. */
export interface Ending {
  readonly kind: TerminationKind;
  readonly reason: string;
}

/** One time of working for the group, from a hire or rehire to a termination. Its facts are in the order of their days. */
export interface Employment {
  readonly from: string;
  /** The first day after it; FOREVER while no termination is recorded. */
  readonly until: string;
  readonly ending: Ending | null;
  readonly placements: readonly Dated<Placement>[];
  readonly positions: readonly Dated<string>[];
  readonly pays: readonly Dated<Rate>[];
  readonly leaves: readonly Leave[];
}

/** All that is known about one person now. It holds no undefined, date or bigint, so that it can be stored as it is. */
export interface Employee {
  /** Empty before the first hire. */
  readonly employeeId: string;
  readonly personal: PersonalDetails;
  /** In the order of time; they never overlap. */
  readonly employments: readonly Employment[];
}

/** Somebody of whom nothing is known. */
export const nobody: Employee = {
  employeeId: '',
  personal: { givenName: '', familyName: '', birthDate: '' },
  employments: [],
};
