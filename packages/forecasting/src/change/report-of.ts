import type { Change, ChangeReport, Scale } from './change.js';
import { observed } from './design.js';
import { coefficients } from './least-squares.js';
import { likeliest, modelsOf } from './model.js';
import type { Column, Pattern } from './patterns.js';
import type { Reading } from './reading.js';
import { explanationOf, type Finding } from './search.js';

/** Fall of the log-likelihood that bounds 95 % of where a change may have begun: half of chi-square's quantile. */
const profileFall = 1.92;

/** Puts what was found into the unit of the series. */
export function reportOf({ findings, question, scale }: Reading): ChangeReport {
  const { values, design } = question;
  const explanation = explanationOf(findings.map(({ evidence }) => evidence.candidate));
  const model = likeliest(modelsOf(question, explanation));
  const { noise } = model.white;
  const columns = [...design.quiet, ...explanation.patterns.flatMap((pattern) => pattern.columns)];
  const weights = coefficients(
    model.white.whiten(values),
    columns.map((column) => model.white.whiten(observed(column, design.times))),
  );
  const natural = scale === 'multiplicative' ? Math.exp : (value: number) => value;
  const scaled = weightedSum(columns, weights);
  const expected = Array.from(scaled, natural);
  const deviation = Math.sqrt(model.squares / model.degreesOfFreedom / (1 - noise.correlation ** 2));

  const effectOf = (pattern: Pattern): Effect => {
    const first = columns.indexOf(pattern.columns[0]!);
    const own = weights.slice(first, first + pattern.columns.length);
    const part = weightedSum(pattern.columns, own);
    const without = Array.from(scaled, (value, at) => natural(value - part[at]!));
    return {
      pattern,
      without,
      added: expected.map((value, at) => value - without[at]!),
      weight: own[0]!,
      scale,
    };
  };
  const changes = findings.map((finding): Change => {
    const { candidate, probability } = finding.evidence;
    const { kind, at } = candidate;
    const shared = { kind, at, between: between(finding), confidence: 1 - probability };
    if (kind !== 'variance-change')
      return { ...shared, ...sized(effectOf(candidate as Pattern), design.season) };
    const place = design.times.indexOf(at);
    const [before, after] = [noise.deviations[place - 1]!, noise.deviations[place]!];
    const unit = scale === 'multiplicative' ? mean(expected) : 1;
    return { ...shared, size: (after - before) * deviation * unit, relative: after / before - 1 };
  });
  return {
    changes: changes.toSorted((a, b) => a.at - b.at),
    scale,
    from: 0,
    expected,
    noise: deviation,
    correlation: noise.correlation,
  };
}

/** A change of the mean in the unit of the series: what it added to each period, and what there would have been without it. */
interface Effect {
  readonly pattern: Pattern;
  readonly added: readonly number[];
  readonly without: readonly number[];
  /** The coefficient of its first column, on the scale. */
  readonly weight: number;
  readonly scale: Scale;
}

function sized(effect: Effect, season: number): Pick<Change, 'size' | 'relative' | 'periods' | 'largestAt'> {
  const { pattern, added, without, weight, scale } = effect;
  const { kind, at, periods } = pattern;
  const relativeTo = (level: number, size: number) =>
    scale === 'multiplicative' ? Math.expm1(weight) : size / Math.abs(level);
  switch (kind) {
    case 'trend-change': {
      const size = added[at]!;
      return { size, relative: relativeTo(without[at]!, size) };
    }
    case 'seasonal-change': {
      const year = added.slice(at, at + season);
      const largest = Math.max(...year.map(Math.abs));
      const after = year.findIndex((value) => Math.abs(value) === largest);
      const size = year[after]!;
      const relative = size / Math.abs(mean(without.slice(at, at + season)));
      return { size, relative, largestAt: at + after };
    }
    default: {
      const until = kind === 'outlier' ? at + periods : without.length;
      const size = mean(added.slice(at, until));
      const relative = relativeTo(mean(without.slice(at, until)), size);
      return kind === 'outlier' ? { size, relative, periods } : { size, relative };
    }
  }
}

function between({ evidence, alternatives }: Finding): [number, number] {
  const places = alternatives
    .filter(({ likelihood }) => likelihood >= evidence.likelihood - profileFall)
    .map(({ candidate }) => candidate.at);
  return [Math.min(evidence.candidate.at, ...places), Math.max(evidence.candidate.at, ...places)];
}

function weightedSum(columns: readonly Column[], weights: readonly number[]): Column {
  return Float64Array.from(columns[0]!, (_, at) =>
    columns.reduce((sum, column, i) => sum + weights[i]! * column[at]!, 0),
  );
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
