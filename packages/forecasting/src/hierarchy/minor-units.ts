import { apportion } from '../exact/apportion.js';
import { type Fraction, fraction } from '../exact/fraction.js';
import { InputError } from '../input-error.js';
import type { Hierarchy } from './hierarchy.js';

/**
 * Coherent amounts as integers that are still coherent, by node id: the total of the bottom is rounded to the nearest unit, its rounding shared among
 * the bottom by {@link apportion}, so that none is off by a unit or more; every sum is the exact sum of its members.
 * @param values coherent values of all nodes in minor units, in the order of `nodesOf`
 * @throws {InputError} `VALUE_INVALID` when a value is not finite
 */
export function inMinorUnits(hierarchy: Hierarchy, values: ArrayLike<number>): Map<string, bigint> {
  const { bottom, sums } = hierarchy;
  const exact = bottom.map((id, i) => exactly(values[sums.size + i]!, id));
  const rounded = apportion(exact);
  const amounts = new Map<string, bigint>();
  for (const [id, members] of sums)
    amounts.set(
      id,
      members.reduce((sum, member) => sum + rounded[member]!, 0n),
    );
  for (const [i, id] of bottom.entries()) amounts.set(id, rounded[i]!);
  return amounts;
}

/** A double is a fraction with a power of two below: no digit is lost. */
function exactly(value: number, id: string): Fraction {
  if (!Number.isFinite(value)) throw new InputError('VALUE_INVALID', `${id}: ${value} is no amount`);
  let denominator = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    denominator *= 2n;
  }
  return fraction(BigInt(scaled), denominator);
}
