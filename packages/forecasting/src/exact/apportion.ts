import { compare, type Fraction, floor, fraction, minus, plus } from './fraction.js';

/**
 * Rounds exact parts to integers that add up to their exact sum, itself rounded to the nearest integer, halves up: each part is rounded
 * down, and the units that are then missing go one each to the parts with the largest remainders, of equal remainders to the first (the
 * largest-remainder method of Hamilton; Balinski and Young, "Fair representation", 1982). No part is off by a unit or more.
 */
export function apportion(parts: readonly Fraction[]): bigint[] {
  const whole = parts.map(floor);
  const remainders = parts.map((part, i) => minus(part, fraction(whole[i]!)));
  const missing = Number(floor(plus(remainders.reduce(plus, fraction(0n)), fraction(1n, 2n))));
  const byRemainder = remainders
    .map((_, i) => i)
    .sort((a, b) => compare(remainders[b]!, remainders[a]!) || a - b);
  for (const i of byRemainder.slice(0, missing)) whole[i]! += 1n;
  return whole;
}
