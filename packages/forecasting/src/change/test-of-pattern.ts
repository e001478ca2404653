import { dot, gainOf } from './least-squares.js';
import { type Model, type Question, rounding, type Test } from './model.js';
import type { Column, Pattern } from './patterns.js';
import { exceedanceOfF } from './tail-probability.js';

interface FTest {
  readonly ratio: number;
  readonly between: number;
  readonly within: number;
  readonly likelihood: number;
  readonly restrictedLikelihood: number;
}

/** No F ratio below this is ever clear enough, so its probability need not be known. */
const hopeless = 4;

/**
 * Tests a change of the mean. Given the correlation of the noise it has an exact F test; the correlation is not known, so the
 * probabilities are averaged over it, weighted by the restricted likelihood with the change in the model, lest a shift is taken for
 * correlation.
 * @param models the explanation so far under each correlation
 */
export function testOfPattern(question: Question, models: readonly Model[], pattern: Pattern): Test {
  const tests = models.map((model) => testUnder(question, model, pattern));
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

function testUnder(question: Question, model: Model, pattern: Pattern): FTest {
  const { basis, logCrossProducts } = model.white.spanOf(pattern);
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
