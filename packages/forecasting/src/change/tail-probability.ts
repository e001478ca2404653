import betainc from '@stdlib/math-base-special-betainc';

/**
 * The probability that an F variable with (`between`, `within`) degrees of freedom exceeds `ratio`, by the regularised
 * incomplete beta function (Abramowitz and Stegun 26.6.2). Exact far into the tail: nothing is subtracted from one.
 */
export function exceedanceOfF(ratio: number, between: number, within: number): number {
  if (ratio === Number.POSITIVE_INFINITY) return 0;
  return betainc(within / (within + between * ratio), within / 2, between / 2, true, false);
}
