import { type Evidence, weigh } from './evidence.js';
import type { Explanation, Question } from './model.js';
import type { Pattern, VarianceBreak } from './patterns.js';

type Candidate = Pattern | VarianceBreak;

/** What was held to have changed, each with the evidence for it given all the others. */
export interface Finding {
  readonly evidence: Evidence;
  /** Evidence for the same kind at every place, given all the others. */
  readonly alternatives: readonly Evidence[];
}

const mostRounds = 4;
const mostChanges = 12;

/**
 * Finds changes one after the other, of those with a probability below `error` the clearest; after each, every
 * one found so far is looked for again given the others, so that a first reading that another change had blurred is put right
 * (the iteration of Chen and Liu, "Joint estimation of model parameters and outlier effects in time series", JASA 88, 1993).
 * At last each must still be clear given all others. Twelve changes are the most, and one in six periods.
 * @param error probability of finding anything in a quiet series
 */
export function search(question: Question, error: number): Finding[] {
  const weighed = remembering(question);
  const most = Math.min(mostChanges, Math.floor(question.values.length / 6));
  let found: Candidate[] = [];
  while (found.length < most) {
    const next = best(weighed(found), error);
    if (next === undefined) break;
    found = redated(weighed, [...found, next.candidate], error);
  }
  for (;;) {
    const findings = found.map((candidate, i) => findingOf(weighed, found, i, candidate));
    const weakest = findings.toSorted((a, b) => b.evidence.probability - a.evidence.probability)[0];
    if (weakest === undefined || weakest.evidence.probability < error) return findings;
    found = found.filter((candidate) => candidate !== weakest.evidence.candidate);
  }
}

/** The evidence on top of what is held to have changed. */
type Weighed = (found: readonly Candidate[]) => readonly Evidence[];

/** Weighs, and remembers what was weighed: dating again and the last check ask the same. */
function remembering(question: Question): Weighed {
  const { patterns, breaks } = question.design;
  const places = new Map([...patterns, ...breaks].map((candidate, place) => [candidate as Candidate, place]));
  const known = new Map<string, readonly Evidence[]>();
  return (found) => {
    const ordered = found.toSorted((a, b) => places.get(a)! - places.get(b)!);
    const key = ordered.map((candidate) => places.get(candidate)).join(' ');
    const evidence = known.get(key) ?? weigh(question, explanationOf(ordered));
    known.set(key, evidence);
    return evidence;
  };
}

const without = (found: readonly Candidate[], i: number): Candidate[] =>
  found.filter((_, other) => other !== i);

function redated(weighed: Weighed, start: Candidate[], error: number): Candidate[] {
  const found = start.slice();
  for (let round = 0, moved = found.length > 1; moved && round < mostRounds; round++) {
    moved = false;
    for (let i = 0; i < found.length; i++) {
      const better = best(weighed(without(found, i)), error);
      if (better === undefined || found.includes(better.candidate)) continue;
      found[i] = better.candidate;
      moved = true;
    }
  }
  return found;
}

function findingOf(weighed: Weighed, found: readonly Candidate[], i: number, candidate: Candidate): Finding {
  const others = weighed(without(found, i));
  const evidence = others.find((other) => other.candidate === candidate) ?? unclear(candidate);
  return { evidence, alternatives: others.filter((other) => sameShape(other.candidate, candidate)) };
}

/** A variance change that the residuals no longer suggest. */
const unclear = (candidate: Candidate): Evidence => ({
  candidate,
  pointwise: 1,
  probability: 1,
  likelihood: Number.NEGATIVE_INFINITY,
  worth: Number.NEGATIVE_INFINITY,
});

const sameShape = (a: Candidate, b: Candidate): boolean =>
  a.kind === b.kind &&
  (a.kind === 'variance-change' ||
    b.kind === 'variance-change' ||
    (a.periods === b.periods && a.columns.length === b.columns.length));

/** The clearest of what is clear enough; of what is equally clear, what explains most for its parameters. */
function best(evidence: readonly Evidence[], error: number): Evidence | undefined {
  let found: Evidence | undefined;
  for (const one of evidence)
    if (one.probability < error && (found === undefined || clearer(one, found))) found = one;
  return found;
}

const clearer = (one: Evidence, other: Evidence): boolean =>
  one.probability < other.probability || (one.probability === other.probability && one.worth > other.worth);

/** Splits candidates into what the mean and what the noise is made of. */
export const explanationOf = (found: readonly Candidate[]): Explanation => ({
  patterns: found.filter((candidate): candidate is Pattern => candidate.kind !== 'variance-change'),
  breaks: found.filter((candidate): candidate is VarianceBreak => candidate.kind === 'variance-change'),
});
