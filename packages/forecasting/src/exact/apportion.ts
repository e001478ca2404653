import { compare, type Fraction, floor, fraction, minus } from './fraction.js';

/**
 * Rounds exact parts to integers that add up to their exact sum: each is rounded down, and the units that are then missing go one
 * each to the parts with the largest remainders, of equal remainders to the first (the largest-remainder method of Hamilton; Balinski and
 * Young, "Fair representation", 1982). No part is off by a unit or more.
 * @throws {RangeError} when the sum of the parts is no integer
 */
export function apportion(parts: readonly Fraction[]): bigint[] {
  const whole = parts.map(floor);
  const remainders = parts.map((part, i) => minus(part, fraction(whole[i]!)));
  const missing = sumOfRemainders(remainders);
  const byRemainder = remainders
    .map((_, i) => i)
    .sort((a, b) => compare(remainders[b]!, remainders[a]!) || a - b);
  for (const i of byRemainder.slice(0, missing)) whole[i]! += 1n;
  return whole;
}

function sumOfRemainders(remainders: readonly Fraction[]): number {
  let sum = fraction(0n);
  for (const { numerator, denominator } of remainders)
    sum =
      denominator === sum.denominator
        ? fraction(sum.numerator + numerator, denominator)
        : fraction(sum.numerator * denominator + numerator * sum.denominator, sum.denominator * denominator);
  const units = floor(sum);
  if (units * sum.denominator !== sum.numerator)
    throw new RangeError('the parts do not add up to an integer');
  return Number(units);
}
