import type { Scale } from './change.js';
import { fits, type Question } from './evidence.js';
import type { Column } from './patterns.js';
import { explanationOf, type Finding, search } from './search.js';

interface Answer {
  readonly scale: Scale;
  readonly findings: readonly Finding[];
  readonly asked: Question;
}

/**
 * Searches values as they are and, where all are positive, their logarithms, and takes the scale that explains them better:
 * by likelihood in the unit of the series (Box and Cox, J. R. Stat. Soc. B 26, 1964), less the Bayesian information criterion's
 * price of each parameter and the price of having looked everywhere for each change.
 */
export function chosenScale(values: Column, question: (scaled: Column) => Question, error: number): Answer {
  const additive = answer('additive', question(values), error);
  if (values.some((value) => value <= 0)) return additive;
  const multiplicative = answer('multiplicative', question(values.map(Math.log)), error);
  const jacobian = values.reduce((sum, value) => sum - Math.log(value), 0);
  return score(multiplicative, error) + jacobian > score(additive, error) ? multiplicative : additive;
}

const answer = (scale: Scale, asked: Question, error: number): Answer => ({
  scale,
  asked,
  findings: search(asked, error),
});

function score({ asked, findings }: Answer, error: number): number {
  const { patterns, breaks } = explanationOf(findings.map(({ evidence }) => evidence.candidate));
  const count = asked.values.length;
  const likelihood = Math.max(
    ...fits(asked, { patterns, breaks }).map(
      ({ fit, logDeterminant }) =>
        -0.5 * (count * Math.log(Math.max(fit.squares, asked.rounding) / count) + logDeterminant),
    ),
  );
  const parameters = patterns.reduce((sum, { columns }) => sum + columns.length, breaks.length);
  const places = asked.patterns.length + asked.breaks.length;
  return likelihood - 0.5 * parameters * Math.log(count) - findings.length * Math.log(places / error);
}
