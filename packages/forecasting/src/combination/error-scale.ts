import type { Prepared } from '../models/prepared.js';
import { fitSes } from '../models/ses.js';

const warmUp = 6;
const slowest = 0.1;
/** Errors of fewer pairs than this say little; the size at the step before is grown instead. */
const fewestPairs = 3;

/** How large errors usually are. */
export interface ErrorScale {
  /** By step, in the units of the series. */
  readonly sizes: readonly number[];
  /** The share of a surprise that stays in the level, and so in the errors of all later steps. */
  readonly persistence: number;
}

/**
 * How large errors usually are at each step, from the values alone: the mean absolute error over all pasts of simple
 * exponential smoothing without the season, 1, 2, … steps ahead; factors of the season make it larger and smaller. It puts
 * the errors of different series, steps and times on one scale, so that they can be pooled.
 */
export function errorScale({ values, adjusted, season }: Prepared, horizon: number): ErrorScale {
  const n = adjusted.length;
  const sizes = new Float64Array(horizon);
  const pairs = new Float64Array(horizon);
  const alpha = Math.max(slowest, n > 1 ? fitSes(adjusted).alpha : slowest);
  const from = Math.min(warmUp, Math.floor(n / 3));
  let level = adjusted[0]!;
  for (let t = 0; t < n; t++) {
    level += alpha * (adjusted[t]! - level);
    if (t < from) continue;
    for (let step = 0; step < horizon && t + 1 + step < n; step++) {
      sizes[step]! += Math.abs(adjusted[t + 1 + step]! - level);
      pairs[step]! += 1;
    }
  }
  const size = meanSize(values);
  let before = size;
  const scale = Array.from(sizes, (sum, step) => {
    if (pairs[step]! >= fewestPairs) before = sum / pairs[step]!;
    else if (step > 0) before *= Math.sqrt((step + 1) / step);
    const factor =
      season?.kind === 'multiplicative' ? season.indices[(n + step) % season.indices.length]! : 1;
    return Math.max(before * factor, 1e-9 * size);
  });
  return { sizes: scale, persistence: alpha };
}

const meanSize = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + Math.abs(value) / values.length, 0);
