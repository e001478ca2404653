import { orthonormal, type Span } from './least-squares.js';
import { logDeterminant, type Noise, whitener } from './noise.js';
import { type Column, type Pattern, patternsOf, quietColumns, type VarianceBreak } from './patterns.js';

/** What the search through a series needs to know of it before its values. */
export interface Layout {
  readonly length: number;
  readonly season: number;
  /** The periods that were observed, ascending. */
  readonly times: Int32Array;
  /** With how many harmonics the season is drawn. */
  readonly harmonics: number;
}

/** What may have changed in all series of one layout. */
export interface Design extends Layout {
  /** Columns of the quiet series over all periods. */
  readonly quiet: readonly Column[];
  /** What may have changed in the mean, columns over all periods. */
  readonly patterns: readonly Pattern[];
  /** What may have changed in the noise. */
  readonly breaks: readonly VarianceBreak[];
  /** The design under each correlation of even noise. */
  readonly even: readonly Whitened[];
}

/** A design under one noise. */
export interface Whitened {
  readonly noise: Noise;
  readonly logDeterminant: number;
  /** Turns values of the observations into values with even noise. */
  whiten(values: Column): Column;
  readonly quiet: Span;
  /** A pattern's columns, orthonormal to the quiet ones; computed once. */
  spanOf(pattern: Pattern): Span;
}

/** Correlations of the noise that are considered; the truth between two is close enough to both. */
const correlations = [0, 0.2, 0.4, 0.6, 0.8];

/** Fewest observations on which a variance is judged. */
export const leastStretch = 8;

/** Prepares the search through all series of a layout. */
export function designOf(layout: Layout): Design {
  const { length, season, times, harmonics } = layout;
  const plain = {
    ...layout,
    quiet: quietColumns(length, season, harmonics),
    patterns: patternsOf(length, season),
    breaks: [...times.subarray(leastStretch, 1 - leastStretch)].map((at) => ({
      kind: 'variance-change' as const,
      at,
    })),
  };
  const deviations = new Float64Array(times.length).fill(1);
  return { ...plain, even: correlations.map((correlation) => whitened(plain, { correlation, deviations })) };
}

/** A design under a noise. */
export function whitened({ times, quiet }: Omit<Design, 'even'>, noise: Noise): Whitened {
  const whiten = whitener(times, noise);
  const white = (columns: readonly Column[]) => columns.map((column) => whiten(observed(column, times)));
  const span = orthonormal(white(quiet));
  const spans = new Map<Pattern, Span>();
  return {
    noise,
    logDeterminant: logDeterminant(times, noise),
    whiten,
    quiet: span,
    spanOf(pattern) {
      const known = spans.get(pattern) ?? orthonormal(white(pattern.columns), span.basis);
      spans.set(pattern, known);
      return known;
    },
  };
}

/** The values of the periods that were observed. */
export function observed(values: Column, times: Int32Array): Column {
  if (times.length === values.length) return values;
  const kept = new Float64Array(times.length);
  for (let i = 0; i < times.length; i++) kept[i] = values[times[i]!]!;
  return kept;
}
