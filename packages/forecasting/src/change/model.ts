import { type Design, type Whitened, whitened } from './design.js';
import { dot, orthonormal, residualsOf, type Span } from './least-squares.js';
import type { Column, Pattern, VarianceBreak } from './patterns.js';

/** The observations of a series, and what is looked for in it. */
export interface Question {
  readonly design: Design;
  /** One value an observation. */
  readonly values: Column;
}

/** Probability and likelihood of a candidate. */
export interface Test {
  /** Of this much by chance, at this place and of this kind. */
  readonly probability: number;
  /** Logarithm of the profile likelihood with the candidate. */
  readonly likelihood: number;
}

/** What is held to have changed. */
export interface Explanation {
  readonly patterns: readonly Pattern[];
  readonly breaks: readonly VarianceBreak[];
}

/** An explanation fitted under one noise. */
export interface Model {
  readonly white: Whitened;
  /** Orthonormal columns of what changed, orthogonal to the quiet ones. */
  readonly changed: Span;
  readonly residuals: Column;
  /** Residual sum of squares; never below what rounding leaves. */
  readonly squares: number;
  readonly degreesOfFreedom: number;
  readonly restrictedLikelihood: number;
  readonly likelihood: number;
}

/**
 * What a likelihood is worth after the price of the parameters it took, by Akaike's criterion corrected for few observations (Hurvich
 * and Tsai, Biometrika 76, 1989), halved.
 */
export const worthOf = (likelihood: number, count: number, parameters: number): number =>
  likelihood - (parameters * count) / Math.max(count - parameters - 1, 1);

const roundingShare = 1e-20;
const mostRounds = 10;
const near = 0.02;

/** A residual sum of squares below this is rounding. */
export const rounding = ({ values }: Question): number =>
  Math.max(roundingShare * dot(values, values), Number.MIN_VALUE);

/** Fits an explanation under each correlation of the noise that is considered. */
export const modelsOf = (question: Question, explanation: Explanation): Model[] =>
  question.design.even.map((white) => {
    const model = modelUnder(question, explanation, white);
    return explanation.breaks.length === 0 ? model : settled(question, explanation, model);
  });

/** The model of the highest restricted likelihood (Patterson and Thompson, Biometrika 58, 1971). */
export const likeliest = (models: readonly Model[]): Model =>
  models.reduce((best, model) => (model.restrictedLikelihood > best.restrictedLikelihood ? model : best));

function modelUnder(question: Question, { patterns }: Explanation, white: Whitened): Model {
  const { values } = question;
  const columns = patterns.flatMap((pattern) => white.spanOf(pattern).basis);
  const own = orthonormal(columns);
  const logCrossProducts =
    own.logCrossProducts + patterns.reduce((sum, pattern) => sum + white.spanOf(pattern).logCrossProducts, 0);
  const residuals = residualsOf(residualsOf(white.whiten(values), white.quiet.basis), own.basis);
  const squares = Math.max(dot(residuals, residuals), rounding(question));
  const degreesOfFreedom = values.length - white.quiet.basis.length - own.basis.length;
  const crossProducts = white.quiet.logCrossProducts + logCrossProducts;
  return {
    white,
    changed: { basis: own.basis, logCrossProducts },
    residuals,
    squares,
    degreesOfFreedom,
    restrictedLikelihood:
      -0.5 * (degreesOfFreedom * Math.log(squares) + crossProducts + white.logDeterminant),
    likelihood: -0.5 * (values.length * Math.log(squares / values.length) + white.logDeterminant),
  };
}

/** The model under the standard deviation of each stretch between variance breaks, fitted in turn with the mean until both settle. */
export function settled(question: Question, explanation: Explanation, start: Model): Model {
  let model = start;
  for (let round = 0; round < mostRounds; round++) {
    const next = withDeviations(question, explanation, model);
    const moved = next.restrictedLikelihood - model.restrictedLikelihood;
    model = next;
    if (round > 0 && Math.abs(moved) < near) break;
  }
  return model;
}

/** The model again, each stretch having the standard deviation that its residuals show. */
function withDeviations(question: Question, explanation: Explanation, model: Model): Model {
  const { design } = question;
  const { correlation } = model.white.noise;
  const deviations = deviationsBetween(explanation.breaks, design.times, model);
  return modelUnder(question, explanation, whitened(design, { correlation, deviations }));
}

/** Standard deviation of the noise in each stretch relative to the first, by the squared residuals over what the fit left free of them. */
function deviationsBetween(breaks: readonly VarianceBreak[], times: Int32Array, model: Model): Column {
  const { residuals, white, changed } = model;
  const { deviations } = white.noise;
  const stretchOf = (time: number) => breaks.filter(({ at }) => at <= time).length;
  const sums = Array.from({ length: breaks.length + 1 }, () => ({ squares: 0, free: 0 }));
  times.forEach((time, i) => {
    const sum = sums[stretchOf(time)]!;
    sum.squares += (residuals[i]! * deviations[i]!) ** 2;
    sum.free += 1;
    for (const column of [...white.quiet.basis, ...changed.basis]) sum.free -= column[i]! ** 2;
  });
  const floor = model.squares * 1e-6;
  const deviation = sums.map(({ squares, free }) => Math.sqrt(Math.max(squares, floor) / Math.max(free, 1)));
  return Float64Array.from([...times], (time) => deviation[stretchOf(time)]! / deviation[0]!);
}
