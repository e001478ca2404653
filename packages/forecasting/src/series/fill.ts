import { prepare } from '../models/prepared.js';
import { deseasonalised, reseasonalised } from '../models/seasonal/classical.js';

/**
 * Replaces some values by what their neighbours and their season let expect: straight lines between the others, drawn
 * where the season is taken out.
 *
 * @param values finite; those to replace may be anything.
 * @param replaced their indices; at least one value is left.
 */
export function filled(values: readonly number[], replaced: ReadonlySet<number>, period: number): number[] {
  if (replaced.size === 0) return [...values];
  const straight = interpolated(values, replaced);
  const { season } = prepare(Float64Array.from(straight), period);
  if (!season) return straight;
  return reseasonalised(interpolated(Array.from(deseasonalised(straight, season)), replaced), season, 0).map(
    (value, index) => (replaced.has(index) ? value : values[index]!),
  );
}

/** Straight lines between the values that are left; level before the first and after the last. */
function interpolated(values: readonly number[], replaced: ReadonlySet<number>): number[] {
  const left = values.flatMap((_, index) => (replaced.has(index) ? [] : [index]));
  let next = 0;
  return values.map((value, index) => {
    while (next < left.length && left[next]! < index) next += 1;
    if (!replaced.has(index)) return value;
    const [before, after] = [left[next - 1], left[next]];
    if (before === undefined) return values[after!]!;
    if (after === undefined) return values[before]!;
    return values[before]! + ((values[after]! - values[before]!) * (index - before)) / (after - before);
  });
}
