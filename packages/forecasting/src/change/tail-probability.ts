import betainc from '@stdlib/math-base-special-betainc';
import erfc from '@stdlib/math-base-special-erfc';

/**
 * The probability that an F variable with (`between`, `within`) degrees of freedom exceeds `ratio`, by the regularised
 * incomplete beta function (Abramowitz and Stegun 26.6.2). Exact far into the tail: nothing is subtracted from one.
 */
export function exceedanceOfF(ratio: number, between: number, within: number): number {
  if (ratio === Number.POSITIVE_INFINITY) return 0;
  return betainc(within / (within + between * ratio), within / 2, between / 2, true, false);
}

/** The probability that a chi-square variable with one degree of freedom exceeds `value` (Abramowitz and Stegun 26.4.4). */
export const exceedanceOfChiSquare = (value: number): number => erfc(Math.sqrt(value / 2));
