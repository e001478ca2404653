import { coverage, mase, msis, seasonalScale, smape } from '../../accuracy/measures.js';
import type { Band } from '../../intervals/bands.js';
import { naive2 } from '../../models/naive2.js';
import type { CompetitionFile } from './competition-file.js';

/** What forecasts of a whole file were worth, as the M4 competition reckons it. */
export interface Evaluation {
  readonly smape: number;
  readonly mase: number;
  /** The mean of sMAPE and MASE, each over that of Naive2: below 1 is better than Naive2. */
  readonly owa: number;
}

/**
 * Point forecasts against the hold-out: sMAPE and MASE as means over series, each over Naive2's, and the mean of the two
 * (Makridakis et al. 2020).
 * @param forecasts one row a series.
 */
export function evaluate(file: CompetitionFile, forecasts: readonly (readonly number[])[]): Evaluation {
  const own = means(file, forecasts);
  const yardstick = means(
    file,
    file.series.map(({ training, horizon }) => naive2(training, file.period, horizon)),
  );
  return { ...own, owa: (own.smape / yardstick.smape + own.mase / yardstick.mase) / 2 };
}

function means({ series, holdOut, period }: CompetitionFile, forecasts: readonly (readonly number[])[]) {
  let [symmetric, scaled] = [0, 0];
  for (const [i, { training }] of series.entries()) {
    symmetric += smape(holdOut[i]!, forecasts[i]!) / series.length;
    scaled += mase(holdOut[i]!, forecasts[i]!, seasonalScale(training, period)) / series.length;
  }
  return { smape: symmetric, mase: scaled };
}

/** What bands of a whole file were worth. */
export interface BandEvaluation {
  readonly coverage: number;
  readonly msis: number;
}

/** Bands against the hold-out: the share of values within them, and the mean scaled interval score. */
export function evaluateBands(
  { series, holdOut, period }: CompetitionFile,
  bands: readonly Band[],
): BandEvaluation {
  let [within, score] = [0, 0];
  for (const [i, { training }] of series.entries()) {
    within += coverage(holdOut[i]!, bands[i]!) / series.length;
    score += msis(holdOut[i]!, bands[i]!, bands[i]!.level, seasonalScale(training, period)) / series.length;
  }
  return { coverage: within, msis: score };
}
