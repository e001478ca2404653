/** The last value again and again: the benchmark of no knowledge. */
export function naive(values: ArrayLike<number>, horizon: number): number[] {
  return new Array<number>(horizon).fill(values[values.length - 1]!);
}

/** The value of one season ago; the naive forecast where there is no whole season yet. */
export function seasonalNaive(values: ArrayLike<number>, period: number, horizon: number): number[] {
  const n = values.length;
  if (period < 2 || n < period) return naive(values, horizon);
  return Array.from({ length: horizon }, (_, step) => values[n - period + (step % period)]!);
}

/** The straight line through the first and the last value, prolonged. */
export function drift(values: ArrayLike<number>, horizon: number): number[] {
  const n = values.length;
  const last = values[n - 1]!;
  const slope = n > 1 ? (last - values[0]!) / (n - 1) : 0;
  return Array.from({ length: horizon }, (_, step) => last + (step + 1) * slope);
}
