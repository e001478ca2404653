import { leastStretch, whitened } from './design.js';
import { dot, gainOf, type Span } from './least-squares.js';
import { lookedFor } from './looked-for.js';
import {
  type Explanation,
  likeliest,
  type Model,
  modelsOf,
  type Question,
  rounding,
  settled,
  worthOf,
} from './model.js';
import type { Column, Pattern, VarianceBreak } from './patterns.js';
import { exceedanceOfChiSquare, exceedanceOfF } from './tail-probability.js';

/** How clear a candidate is on top of an explanation. */
export interface Evidence {
  readonly candidate: Pattern | VarianceBreak;
  /** Probability of this much by chance, at this place and of this kind. */
  readonly pointwise: number;
  /** Probability of anything this clear, of any kind, anywhere, were there nothing more to find. */
  readonly probability: number;
  /** Logarithm of the profile likelihood, to compare places for a candidate. */
  readonly likelihood: number;
  /** The same less the price of the parameters, to compare candidates of different kinds. */
  readonly worth: number;
}

interface FTest {
  readonly ratio: number;
  readonly between: number;
  readonly within: number;
  readonly likelihood: number;
  readonly restrictedLikelihood: number;
}

/** No F ratio below this is ever clear enough, so its probability need not be known. */
const hopeless = 4;

const screening = 3;

/**
 * Weighs every candidate on top of an explanation. A change of the mean has an exact F test under a given correlation of the
 * noise; the correlation is not known, so the probabilities are averaged over it, weighted by the restricted likelihood with the
 * candidate in the model, lest a shift is taken for correlation. A change of the variance has a restricted likelihood ratio test.
 */
export function weigh(question: Question, explanation: Explanation): Evidence[] {
  const { design } = question;
  const models = modelsOf(question, explanation);
  const full = models.map((model) =>
    explanation.breaks.length === 0 ? model.white : whitened(design, model.white.noise, design.patterns),
  );
  const count = question.values.length;
  const parameters = count - models[0]!.degreesOfFreedom + explanation.breaks.length;
  const evidence = (
    candidate: Pattern | VarianceBreak,
    { probability, likelihood }: Pick<Evidence, 'probability' | 'likelihood'>,
  ): Evidence => ({
    candidate,
    pointwise: probability,
    probability: Math.min(1, probability * lookedFor(candidate, design)),
    likelihood,
    worth: worthOf(
      likelihood,
      count,
      parameters + (candidate.kind === 'variance-change' ? 1 : candidate.columns.length),
    ),
  });
  return [
    ...design.patterns.map((pattern) =>
      evidence(
        pattern,
        averaged(models.map((model, m) => testOfPattern(question, model, full[m]!.patterns.get(pattern)!))),
      ),
    ),
    ...testsOfBreaks(question, explanation, likeliest(models)).map(({ candidate, test }) =>
      evidence(candidate, test),
    ),
  ];
}

function testOfPattern(question: Question, model: Model, { basis, logCrossProducts }: Span): FTest {
  const products = basis.map((column) => dot(column, model.residuals));
  const gain = gainOf(crossOutside(basis, model.changed.basis), products);
  const within = model.degreesOfFreedom - gain.rank;
  const left = Math.max(model.squares - gain.squares, rounding(question));
  const none = gain.rank === 0 || within <= 0 || gain.squares <= rounding(question);
  return {
    ratio: none ? 0 : gain.squares / gain.rank / (left / within),
    between: gain.rank,
    within,
    likelihood: model.likelihood - 0.5 * question.values.length * Math.log(left / model.squares),
    restrictedLikelihood:
      model.restrictedLikelihood -
      0.5 *
        (within * Math.log(left) -
          model.degreesOfFreedom * Math.log(model.squares) +
          logCrossProducts +
          gain.logCrossProducts),
  };
}

/** Cross products of orthonormal columns once what lies in the direction of others is taken out; undefined where nothing is. */
function crossOutside(basis: readonly Column[], others: readonly Column[]): number[][] | undefined {
  if (others.length === 0) return undefined;
  const shares = basis.map((column) => others.map((other) => dot(column, other)));
  return shares.map((a, i) =>
    shares.slice(0, i + 1).map((b, j) => {
      let product = i === j ? 1 : 0;
      for (let k = 0; k < a.length; k++) product -= a[k]! * b[k]!;
      return product;
    }),
  );
}

/** Tests the variance breaks that the residuals suggest, each with the mean fitted anew by the weights it implies. */
function testsOfBreaks(question: Question, explanation: Explanation, model: Model) {
  if (model.squares <= rounding(question)) return [];
  const apart = (a: VarianceBreak, b: VarianceBreak) => Math.abs(a.at - b.at) >= leastStretch;
  const rough = question.design.breaks
    .filter((candidate) => explanation.breaks.every((known) => apart(known, candidate)))
    .map((candidate) => ({ candidate, likelihood: roughLikelihood(question, model, candidate.at) }));
  const best = Math.max(...rough.map(({ likelihood }) => likelihood));
  return rough
    .filter(({ likelihood }) => likelihood > best - screening)
    .map(({ candidate }) => {
      const breaks = [...explanation.breaks, candidate].toSorted((a, b) => a.at - b.at);
      const refined = settled(question, { patterns: explanation.patterns, breaks }, model);
      const ratio = Math.max(0, 2 * (refined.restrictedLikelihood - model.restrictedLikelihood));
      return {
        candidate,
        test: {
          probability: exceedanceOfChiSquare(ratio),
          likelihood: refined.likelihood,
        },
      };
    });
}

function roughLikelihood({ design }: Question, { residuals, squares }: Model, at: number): number {
  const start = design.times.findIndex((time) => time >= at);
  const floor = squares * 1e-9;
  const [before, since] = [residuals.subarray(0, start), residuals.subarray(start)];
  const earlier = Math.max(floor, dot(before, before));
  const later = Math.max(floor, dot(since, since));
  const after = residuals.length - start;
  return -0.5 * (start * Math.log(earlier / start) + after * Math.log(later / after));
}

function averaged(tests: readonly FTest[]): Pick<Evidence, 'probability' | 'likelihood'> {
  const likelihood = Math.max(...tests.map((test) => test.likelihood));
  if (tests.every(({ ratio }) => ratio < hopeless)) return { probability: 1, likelihood };
  const best = Math.max(...tests.map(({ restrictedLikelihood }) => restrictedLikelihood));
  let total = 0;
  let probability = 0;
  for (const { ratio, between, within, restrictedLikelihood } of tests) {
    const weight = Math.exp(restrictedLikelihood - best);
    total += weight;
    probability += weight * (ratio === 0 ? 1 : exceedanceOfF(ratio, between, within));
  }
  return { probability: probability / total, likelihood };
}
