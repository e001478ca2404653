import { isIntermittent } from '../models/intermittent/croston.js';
import type { Method } from '../models/method.js';
import { methods } from '../models/methods.js';
import type { Prepared } from '../models/prepared.js';

/** What is combined for demand that comes every period. */
const continuous: readonly Method[] = [
  methods.simple,
  methods.damped,
  methods.dampedByThree,
  methods.dampedBySix,
  methods.theta,
  methods.dynamicTheta,
  methods.dynamicThetaOfLogarithms,
  methods.dynamicThetaAsPublished,
  methods.ets,
];

/** What is combined for demand with many periods of none. */
const intermittent: readonly Method[] = [methods.croston, methods.tsb, methods.simple];

/**
 * The methods to combine for a series: those that its length allows. All smooth exponentially, but see the series
 * differently: with and without a trend, at three speeds, with the season apart and within.
 */
export function poolFor({ values }: Prepared): readonly Method[] {
  const pool = (isIntermittent(values) ? intermittent : continuous).filter(
    ({ needs }) => values.length >= needs,
  );
  return pool.length > 0 ? pool : [methods.naive];
}
