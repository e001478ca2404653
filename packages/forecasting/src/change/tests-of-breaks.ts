import { leastStretch } from './design.js';
import { dot } from './least-squares.js';
import { type Explanation, type Model, type Question, rounding, settled, type Test } from './model.js';
import type { VarianceBreak } from './patterns.js';
import { exceedanceOfChiSquare } from './tail-probability.js';

/** A break whose likelihood by the residuals alone is further than this below the best is not looked into. */
const screening = 3;

/**
 * Tests the variance changes that the residuals suggest, by twice the gain in restricted likelihood, against chi-square with one degree of
 * freedom; the mean is fitted anew by the weights that each implies.
 * @param model the explanation so far under the likeliest correlation
 */
export function testsOfBreaks(
  question: Question,
  explanation: Explanation,
  model: Model,
): { candidate: VarianceBreak; test: Test }[] {
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
      const refined = settled(question, { ...explanation, breaks }, model);
      const gain = Math.max(0, refined.restrictedLikelihood - model.restrictedLikelihood);
      return {
        candidate,
        test: { probability: exceedanceOfChiSquare(2 * gain), likelihood: refined.likelihood },
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
