import { type Fit, fit, gain } from './least-squares.js';
import { logDeterminant, type Noise, whiten } from './noise.js';
import type { Column, Pattern, VarianceBreak } from './patterns.js';
import { exceedanceOfF } from './tail-probability.js';

/** The observations of a series, and what is looked for in it. */
export interface Question {
  readonly values: Column;
  /** The period of each value, ascending. */
  readonly times: Int32Array;
  /** Columns of the quiet series, one value an observation. */
  readonly quiet: readonly Column[];
  /** What may have changed, columns cut to the observations. */
  readonly patterns: readonly Pattern[];
  readonly breaks: readonly VarianceBreak[];
  /** A residual sum of squares below this is rounding. */
  readonly rounding: number;
}

/** What is held to have changed. */
export interface Explanation {
  readonly patterns: readonly Pattern[];
  readonly breaks: readonly VarianceBreak[];
}

/** How clear a candidate is on top of an explanation. */
export interface Evidence {
  readonly candidate: Pattern | VarianceBreak;
  /** Probability of anything this clear, of any kind, anywhere, were there nothing more to find. */
  readonly probability: number;
  /** Logarithm of the profile likelihood, to compare candidates of a kind. */
  readonly likelihood: number;
}

/** An explanation fitted under one noise. */
export interface Fitted {
  readonly noise: Noise;
  readonly fit: Fit;
  readonly degreesOfFreedom: number;
  readonly logDeterminant: number;
}

const correlations = [0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9];
const kinds = 5;

/** Fits an explanation under each correlation of the noise that is considered. */
export const fits = (question: Question, explanation: Explanation): Fitted[] =>
  correlations.map((correlation) => fitted(question, explanation, correlation));

function fitted(question: Question, { patterns, breaks }: Explanation, correlation: number): Fitted {
  const { values, times } = question;
  const columns = [...question.quiet, ...patterns.flatMap(({ columns }) => columns)];
  let deviations: Column = new Float64Array(values.length).fill(1);
  for (let round = 0; ; round++) {
    const noise = { correlation, deviations };
    const white = fit(
      whiten(values, times, noise),
      columns.map((column) => whiten(column, times, noise)),
    );
    if (round === (breaks.length === 0 ? 0 : 4))
      return {
        noise,
        fit: white,
        degreesOfFreedom: values.length - white.basis.length,
        logDeterminant: logDeterminant(times, noise),
      };
    deviations = deviationsBetween(breaks, times, white.residuals, deviations);
  }
}

/** Standard deviation of the noise in each stretch between variance breaks, the first being 1. */
function deviationsBetween(
  breaks: readonly VarianceBreak[],
  times: Int32Array,
  residuals: Column,
  before: Column,
): Column {
  const stretchOf = (time: number) => breaks.filter(({ at }) => at <= time).length;
  const sums = Array.from({ length: breaks.length + 1 }, () => ({ squares: 0, count: 0 }));
  times.forEach((time, i) => {
    const sum = sums[stretchOf(time)]!;
    sum.squares += (residuals[i]! * before[i]!) ** 2;
    sum.count++;
  });
  const deviation = sums.map(({ squares, count }) => Math.sqrt(Math.max(squares / count, Number.MIN_VALUE)));
  return Float64Array.from(times, (time) => deviation[stretchOf(time)]! / deviation[0]!);
}

/**
 * Weighs every candidate on top of an explanation. Each has an exact F test under a given correlation of the noise; the correlation is
 * not known, so the probabilities are averaged over it, weighted by the restricted likelihood (Patterson and Thompson,
 * Biometrika 58, 1971) with the candidate in the model, so that a shift is not taken for correlation.
 */
export function weigh(question: Question, explanation: Explanation): Evidence[] {
  const models = fits(question, explanation);
  const white = models.map(({ noise }) => {
    const cache = new Map<Column, Column>();
    return (column: Column) => {
      const known = cache.get(column) ?? whiten(column, question.times, noise);
      cache.set(column, known);
      return known;
    };
  });
  const counts = new Map<string, number>();
  for (const { kind } of [...question.patterns, ...question.breaks])
    counts.set(kind, (counts.get(kind) ?? 0) + 1);

  const ofPattern = (candidate: Pattern) =>
    models.map((model, m) => testOfPattern(question, model, candidate.columns.map(white[m]!)));
  const ofBreak = (candidate: VarianceBreak) =>
    models.map((model) => testOfBreak(question, model, candidate.at));
  const evidence = (candidate: Pattern | VarianceBreak, tests: readonly Test[]): Evidence => {
    const { probability, likelihood } = averaged(tests);
    return {
      candidate,
      probability: Math.min(1, probability * kinds * counts.get(candidate.kind)!),
      likelihood,
    };
  };
  return [
    ...question.patterns.map((pattern) => evidence(pattern, ofPattern(pattern))),
    ...question.breaks.map((candidate) => evidence(candidate, ofBreak(candidate))),
  ];
}

interface Test {
  readonly probability: number;
  readonly likelihood: number;
  readonly restrictedLikelihood: number;
}

function testOfPattern({ values, rounding }: Question, model: Fitted, columns: readonly Column[]): Test {
  const { squares, logCrossProducts, columns: between } = gain(model.fit, columns);
  const within = model.degreesOfFreedom - between;
  const left = Math.max(model.fit.squares - squares, rounding);
  const ratio = squares / between / (left / within);
  return {
    probability:
      between === 0 || within <= 0 || squares <= rounding ? 1 : exceedanceOfF(ratio, between, within),
    likelihood: -0.5 * (values.length * Math.log(left) + model.logDeterminant),
    restrictedLikelihood:
      -0.5 * (within * Math.log(left) + model.fit.logCrossProducts + logCrossProducts + model.logDeterminant),
  };
}

function testOfBreak({ times, rounding }: Question, model: Fitted, at: number): Test {
  const { residuals, logCrossProducts } = model.fit;
  const free = model.degreesOfFreedom / residuals.length;
  const earlier = { squares: rounding, count: 0 };
  const later = { squares: rounding, count: 0 };
  residuals.forEach((residual, i) => {
    const side = times[i]! < at ? earlier : later;
    side.squares += residual ** 2;
    side.count++;
  });
  const variance = (side: { squares: number; count: number }) => side.squares / side.count;
  const [quiet, loud] = variance(earlier) < variance(later) ? [earlier, later] : [later, earlier];
  const deviance = (share: number) =>
    share * (earlier.count * Math.log(variance(earlier)) + later.count * Math.log(variance(later)));
  return {
    probability: Math.min(
      1,
      2 * exceedanceOfF(variance(loud) / variance(quiet), loud.count * free, quiet.count * free),
    ),
    likelihood: -0.5 * (deviance(1) + model.logDeterminant),
    restrictedLikelihood: -0.5 * (deviance(free) + logCrossProducts + model.logDeterminant),
  };
}

function averaged(tests: readonly Test[]): { probability: number; likelihood: number } {
  const best = Math.max(...tests.map(({ restrictedLikelihood }) => restrictedLikelihood));
  const weights = tests.map(({ restrictedLikelihood }) => Math.exp(restrictedLikelihood - best));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    probability: tests.reduce((sum, { probability }, i) => sum + probability * weights[i]!, 0) / total,
    likelihood: Math.max(...tests.map(({ likelihood }) => likelihood)),
  };
}
