import erfinv from '@stdlib/math-base-special-erfinv';
import type { Outlook } from '../combination/outlook.js';

/** How many usual error sizes a band reaches to either side, by step and level. */
export interface Calibration {
  /** How many backtest origins of how many series it rests on. */
  readonly origins: number;
  readonly series: number;
  /**
   * The width to either side, in usual error sizes.
   * @param step from 0.
   * @param level the share of outcomes the band is to hold, in [0, 1).
   */
  width(step: number, level: number): number;
}

/** The mean size of a standard normal error: where there is little experience, errors are taken as normal. */
const normalMeanSize = Math.sqrt(2 / Math.PI);
/** Experience of so many origins counts as much as the assumption. */
const priorOrigins = 10;
/** Neighbouring steps are pooled, and all of them where that gives fewer scores than this. */
const enoughScores = 100;

/**
 * Calibrates bands on what happened: the errors that like series showed in backtest, each over its usual size as known at
 * its time. The share of them within a band is what the band promises (split conformal prediction; Vovk, Gammerman and
 * Shafer 2005; Lei et al. 2018; for series, with the weaker claim that the past is like the future). With few origins the
 * quantile is drawn to that of normal errors.
 */
export function calibrate(outlooks: readonly Pick<Outlook, 'scores'>[], horizon: number): Calibration {
  const sizes: number[][] = Array.from({ length: horizon }, () => []);
  let origins = 0;
  for (const { scores } of outlooks)
    for (const row of scores) {
      origins += 1;
      row.forEach((score, step) => {
        if (step < horizon) sizes[step]!.push(Math.abs(score));
      });
    }
  const everything = sizes.flat();
  const pooled = sizes.map((_, step) => {
    const near = sizes.slice(Math.max(step - 1, 0), step + 2).flat();
    return Float64Array.from(near.length >= enoughScores ? near : everything).sort();
  });
  const trust = origins / (origins + priorOrigins);
  return {
    origins,
    series: outlooks.length,
    width(step, level) {
      const assumed = (Math.SQRT2 * erfinv(level)) / normalMeanSize;
      const scores = pooled[step]!;
      if (scores.length === 0) return assumed;
      const rank = Math.min(Math.max(Math.ceil(level * (scores.length + 1)), 1), scores.length);
      return trust * scores[rank - 1]! + (1 - trust) * assumed;
    },
  };
}
