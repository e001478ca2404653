import type { Design } from './design.js';
import type { Pattern, VarianceBreak } from './patterns.js';

/** What is looked for, and accounted for, apart: an outlier of one period and one of several are two. */
export type Claim = Pattern['kind'] | VarianceBreak['kind'] | 'longer-outlier';

/**
 * For each claim, how many independent looks the search for it counts for, per period of the series, and the share of the
 * admitted error it is given. The places overlap, so the looks are fewer than the places where a change is spread over the series, and
 * more than one a period where it is not and the noise has to be estimated. As simulated by `bench/changes/calibrate.ts` on 24 to
 * 96 periods; for outliers it is up to twice as many in three years of months, which leave few degrees of freedom. The shares add up to 1.
 */
const claims: Readonly<Record<Claim, { readonly looks: number; readonly share: number }>> = {
  outlier: { looks: 2, share: 0.45 },
  'longer-outlier': { looks: 2, share: 0.05 },
  'level-shift': { looks: 1 / 3, share: 0.12 },
  'trend-change': { looks: 1 / 8, share: 0.08 },
  'seasonal-change': { looks: 1.2, share: 0.15 },
  'variance-change': { looks: 1 / 5, share: 0.15 },
};

export const claimOf = (candidate: Pattern | VarianceBreak): Claim =>
  candidate.kind === 'outlier' && candidate.periods > 1 ? 'longer-outlier' : candidate.kind;

/** By how much looking for every kind of change at every place raises the probability of a chance find (Bonferroni). */
export function lookedFor(candidate: Pattern | VarianceBreak, { times }: Design): number {
  const { looks, share } = claims[claimOf(candidate)];
  return (looks * times.length) / share;
}
