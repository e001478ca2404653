import type { Change, ChangeReport, Scale } from './change.js';
import { type Fitted, fits, type Question } from './evidence.js';
import { coefficients } from './least-squares.js';
import { whiten } from './noise.js';
import type { Column, Pattern } from './patterns.js';
import { explanationOf, type Finding } from './search.js';

/** Fall of the log-likelihood that bounds 95 % of where a change may have begun: half of chi-square's quantile. */
const profileFall = 1.92;

interface Found {
  readonly scale: Scale;
  readonly findings: readonly Finding[];
  readonly question: Question;
  /** Columns over all periods, also those that were left out. */
  readonly quiet: readonly Column[];
  readonly patterns: readonly Pattern[];
  readonly length: number;
  readonly season: number;
}

/** Puts what was found into the unit of the series. */
export function reportOf(found: Found): ChangeReport {
  const { findings, question, scale } = found;
  const explanation = explanationOf(findings.map(({ evidence }) => evidence.candidate));
  const model = likeliest(fits(question, explanation));
  const asked = explanation.patterns.map((pattern) => found.patterns[question.patterns.indexOf(pattern)]!);
  const whole = [...found.quiet, ...asked.flatMap(({ columns }) => columns)];
  const cut = [...question.quiet, ...explanation.patterns.flatMap(({ columns }) => columns)];
  const weights = coefficients(
    whiten(question.values, question.times, model.noise),
    cut.map((column) => whiten(column, question.times, model.noise)),
  );
  const logs = sumOf(found.length, whole, weights);
  const natural = scale === 'multiplicative' ? Math.exp : (value: number) => value;
  const expected = Array.from(logs, natural);

  const without = (pattern: Pattern): { effect: number[]; rest: number[]; weights: number[] } => {
    const first =
      found.quiet.length + asked.slice(0, asked.indexOf(pattern)).flatMap(({ columns }) => columns).length;
    const own = weights.slice(first, first + pattern.columns.length);
    const part = sumOf(found.length, pattern.columns, own);
    const rest = Array.from(logs, (value, at) => natural(value - part[at]!));
    return { effect: expected.map((value, at) => value - rest[at]!), rest, weights: own };
  };
  const deviation = Math.sqrt(
    model.fit.squares / model.degreesOfFreedom / (1 - model.noise.correlation ** 2),
  );
  const changes = findings.map((finding): Change => {
    const { candidate, probability } = finding.evidence;
    const shared = {
      at: candidate.at,
      between: between(finding),
      confidence: 1 - probability,
    };
    if (candidate.kind === 'variance-change') {
      const at = question.times.indexOf(candidate.at);
      const [before, after] = [model.noise.deviations[at - 1]!, model.noise.deviations[at]!];
      const unit = scale === 'multiplicative' ? mean(expected) : 1;
      return {
        kind: candidate.kind,
        ...shared,
        size: (after - before) * deviation * unit,
        relative: after / before - 1,
      };
    }
    const pattern = found.patterns[question.patterns.indexOf(candidate)]!;
    return { kind: candidate.kind, ...shared, ...sized(pattern, without(pattern), scale, found.season) };
  });
  return {
    changes: changes.toSorted((a, b) => a.at - b.at),
    scale,
    expected,
    noise: deviation,
    correlation: model.noise.correlation,
  };
}

type Effect = { effect: number[]; rest: number[]; weights: number[] };

function sized(
  { kind, at, periods }: Pattern,
  { effect, rest, weights }: Effect,
  scale: Scale,
  season: number,
): Pick<Change, 'size' | 'relative' | 'periods'> {
  const ratio = (size: number, level: number, weight: number) =>
    scale === 'multiplicative' ? Math.expm1(weight) : size / Math.abs(level);
  if (kind === 'trend-change') {
    const level = rest[at - 1]!;
    const relative = ratio(weights[0]!, level, weights[0]!);
    return { size: scale === 'multiplicative' ? relative * level : weights[0]!, relative };
  }
  if (kind === 'seasonal-change') {
    const year = effect.slice(at, at + season);
    const size = year.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
    return { size, relative: size / Math.abs(mean(rest.slice(at, at + season))) };
  }
  const until = kind === 'outlier' ? at + periods : rest.length;
  const size = mean(effect.slice(at, until));
  return {
    size,
    relative: ratio(size, mean(rest.slice(at, until)), weights[0]!),
    ...(kind === 'outlier' ? { periods } : {}),
  };
}

function between({ evidence, alternatives }: Finding): [number, number] {
  const least = evidence.likelihood - profileFall;
  const places = alternatives
    .filter(({ likelihood }) => likelihood >= least)
    .map(({ candidate }) => candidate.at);
  return [Math.min(evidence.candidate.at, ...places), Math.max(evidence.candidate.at, ...places)];
}

const restrictedLikelihood = ({ fit, degreesOfFreedom, logDeterminant }: Fitted): number =>
  -0.5 * (degreesOfFreedom * Math.log(fit.squares) + fit.logCrossProducts + logDeterminant);

const likeliest = (models: readonly Fitted[]): Fitted =>
  models.reduce((best, model) => (restrictedLikelihood(model) > restrictedLikelihood(best) ? model : best));

function sumOf(length: number, columns: readonly Column[], weights: readonly number[]): Column {
  return Float64Array.from({ length }, (_, at) =>
    columns.reduce((sum, column, i) => sum + weights[i]! * column[at]!, 0),
  );
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
