import type { Scale } from './change.js';
import type { Design, Layout } from './design.js';
import { modelsOf, type Question, worthOf } from './model.js';
import type { Column } from './patterns.js';
import { explanationOf, type Finding, search } from './search.js';

/** One way to read a series: on a scale, with a season of some shape, and with these changes. */
export interface Reading {
  readonly scale: Scale;
  readonly question: Question;
  readonly findings: readonly Finding[];
}

/**
 * Reads values as they are and, where all are positive, as their logarithms; each with every harmonic of the season, with as many as are
 * worth their price given what was found so, and with as many as are worth it had nothing changed: each that is spared makes changes
 * clearer. The reading is the one that explains most in the unit of the series (Box and Cox, J. R. Stat. Soc. B 26, 1964),
 * less the price of the parameters and of having looked everywhere for each change.
 */
export function reading(
  values: Column,
  layout: Layout,
  designOf: (layout: Layout) => Design,
  error: number,
): Reading {
  const read = (scale: Scale, scaled: Column): Reading => {
    const whole = { design: designOf(layout), values: scaled };
    const first = { scale, question: whole, findings: search(whole, error) };
    const readings = [first];
    for (const findings of new Set([first.findings, []])) {
      const question = simplest(whole, findings, designOf);
      if (readings.every((known) => known.question.design !== question.design))
        readings.push({ scale, question, findings: search(question, error) });
    }
    return readings.reduce((best, one) => (worth(one, error) > worth(best, error) ? one : best));
  };
  const additive = read('additive', values);
  if (values.some((value) => value <= 0)) return additive;
  const multiplicative = read('multiplicative', values.map(Math.log));
  const jacobian = values.reduce((sum, value) => sum - Math.log(value), 0);
  return worth(multiplicative, error) + jacobian > worth(additive, error) ? multiplicative : additive;
}

/** The question with as few harmonics as explain the values best, given what is held to have changed. */
function simplest(
  question: Question,
  findings: readonly Finding[],
  designOf: (layout: Layout) => Design,
): Question {
  const { length, season, times, harmonics } = question.design;
  const kept = findings.map(({ evidence }) => evidence.candidate);
  let best = question;
  let most = Number.NEGATIVE_INFINITY;
  for (let count = 0; count <= harmonics; count++) {
    const design = designOf({ length, season, times, harmonics: count });
    const candidate = { design, values: question.values };
    const same = explanationOf(kept.map((one) => counterpart(one, question.design, design)));
    const value = worthUnder(candidate, same);
    if (value > most) [best, most] = [candidate, value];
  }
  return best;
}

function counterpart(one: Finding['evidence']['candidate'], from: Design, to: Design) {
  return one.kind === 'variance-change'
    ? to.breaks[from.breaks.indexOf(one)]!
    : to.patterns[from.patterns.indexOf(one)]!;
}

function worth({ question, findings }: Reading, error: number): number {
  const { patterns, breaks } = question.design;
  const explanation = explanationOf(findings.map(({ evidence }) => evidence.candidate));
  return (
    worthUnder(question, explanation) - findings.length * Math.log((patterns.length + breaks.length) / error)
  );
}

function worthUnder(question: Question, explanation: Parameters<typeof modelsOf>[1]): number {
  const models = modelsOf(question, explanation);
  const count = question.values.length;
  const parameters = count - models[0]!.degreesOfFreedom + explanation.breaks.length;
  return worthOf(Math.max(...models.map(({ likelihood }) => likelihood)), count, parameters);
}
