import { lookedFor } from './looked-for.js';
import { type Explanation, likeliest, modelsOf, type Question, type Test, worthOf } from './model.js';
import type { Pattern, VarianceBreak } from './patterns.js';
import { testOfPattern } from './test-of-pattern.js';
import { testsOfBreaks } from './tests-of-breaks.js';

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

/** Weighs every candidate on top of an explanation; of variance changes, those that the residuals suggest. */
export function weigh(question: Question, explanation: Explanation): Evidence[] {
  const { design, values } = question;
  const models = modelsOf(question, explanation);
  const taken = values.length - models[0]!.degreesOfFreedom + explanation.breaks.length;
  const evidence = (candidate: Pattern | VarianceBreak, own: number, test: Test): Evidence => ({
    candidate,
    pointwise: test.probability,
    probability: Math.min(1, test.probability * lookedFor(candidate, design)),
    likelihood: test.likelihood,
    worth: worthOf(test.likelihood, values.length, taken + own),
  });
  return [
    ...design.patterns.map((pattern) =>
      evidence(pattern, pattern.columns.length, testOfPattern(question, models, pattern)),
    ),
    ...testsOfBreaks(question, explanation, likeliest(models)).map(({ candidate, test }) =>
      evidence(candidate, 1, test),
    ),
  ];
}
