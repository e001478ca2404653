/** How a season acts: as an amount on top, or as a factor. */
export type SeasonKind = 'additive' | 'multiplicative';

/** A season, taken apart from what it acts on. */
export interface Season {
  readonly kind: SeasonKind;
  /** By position: `indices[t % m]` acts on value t. Amounts sum to 0; factors average 1. */
  readonly indices: Float64Array;
}

/**
 * The season of a series by classical decomposition (Macaulay 1931; Kendall and Stuart 1983): values against a centred
 * moving average of one whole season, averaged by position and normalised.
 *
 * @param values at least two seasons; all above zero for a multiplicative season.
 */
export function classicalSeason(values: ArrayLike<number>, period: number, kind: SeasonKind): Season {
  const average = centredAverage(values, period);
  const half = Math.floor(period / 2);
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let t = half; t < values.length - half; t++) {
    sums[t % period]! += kind === 'additive' ? values[t]! - average[t]! : values[t]! / average[t]!;
    counts[t % period]! += 1;
  }
  const neutral = kind === 'additive' ? 0 : 1;
  const indices = sums.map((sum, position) => (counts[position]! > 0 ? sum / counts[position]! : neutral));
  return { kind, indices: normalised(indices, kind) };
}

/** The centred moving average over one season; 0 where the season does not fit. */
export function centredAverage(values: ArrayLike<number>, period: number): Float64Array {
  const half = Math.floor(period / 2);
  const edge = period % 2 === 0 ? 0.5 : 1;
  const result = new Float64Array(values.length);
  for (let t = half; t < values.length - half; t++) {
    let sum = edge * (values[t - half]! + values[t + half]!);
    for (let k = t - half + 1; k < t + half; k++) sum += values[k]!;
    result[t] = sum / period;
  }
  return result;
}

/** Amounts made to sum to 0, or factors to average 1. */
export function normalised(indices: Float64Array, kind: SeasonKind): Float64Array {
  const mean = indices.reduce((sum, index) => sum + index, 0) / indices.length;
  return indices.map((index) => (kind === 'additive' ? index - mean : index / mean));
}

/** A series without its season. */
export function deseasonalised(values: ArrayLike<number>, { kind, indices }: Season): Float64Array {
  const m = indices.length;
  const result = new Float64Array(values.length);
  for (let t = 0; t < result.length; t++)
    result[t] = kind === 'additive' ? values[t]! - indices[t % m]! : values[t]! / indices[t % m]!;
  return result;
}

/**
 * Puts a season back.
 * @param from the position of the first value, counted from the start of the series the season was taken from.
 */
export function reseasonalised(values: ArrayLike<number>, { kind, indices }: Season, from: number): number[] {
  const m = indices.length;
  return Array.from(values, (value, step) => {
    const index = indices[(from + step) % m]!;
    return kind === 'additive' ? value + index : value * index;
  });
}
