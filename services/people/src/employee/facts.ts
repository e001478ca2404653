import type { Pay } from '@linchpin/contracts/people';
import { compare } from '../compare.js';
import type { Dated, Employee, Employment, Rate } from './state.js';

/** The facts with one more; a fact on the same day is replaced, as a later word corrects an earlier one. */
export const withFact = <Value>(
  facts: readonly Dated<Value>[],
  on: string,
  value: Value,
): readonly Dated<Value>[] =>
  [...facts.filter((fact) => fact.on !== on), { on, value }].sort((a, b) => compare(a.on, b.on));

/** What holds on a day; undefined before the first fact. */
export const factOn = <Value>(facts: readonly Dated<Value>[], day: string): Value | undefined =>
  facts.findLast(({ on }) => on <= day)?.value;

/** The employment that a day is in. */
export const employmentOn = ({ employments }: Employee, day: string): Employment | undefined =>
  employments.find(({ from, until }) => from <= day && day < until);

/** The employment that a termination on this day ends: the one of the day before it. */
export const employmentEndingOn = ({ employments }: Employee, day: string): Employment | undefined =>
  employments.find(({ from, until }) => from < day && day <= until);

/** The days on which something is recorded to begin or end in an employment, other than its own two. */
export const daysOfFacts = ({ placements, positions, pays, leaves }: Employment): readonly string[] => [
  ...placements.map(({ on }) => on),
  ...positions.map(({ on }) => on),
  ...pays.map(({ on }) => on),
  ...leaves.flatMap(({ from, until }) => [from, until]),
];

/**
 * A field that the contract requires and the edge has checked.
 * @throws {TypeError} when it is missing all the same.
 */
export function required<Value>(value: Value | undefined, field: string): Value {
  if (value === undefined) throw new TypeError(`${field} is missing, which the contract does not allow`);
  return value;
}

/** The pay of a contract's message, as it is stored. */
export const rateOf = ({ amount, period }: Pay): Rate => {
  const { currencyCode, minorUnits } = required(amount, 'pay.amount');
  return { currencyCode, minorUnits: minorUnits.toString(), period };
};
