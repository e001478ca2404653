/** A straight line through values at the times 1, 2, …, n by least squares. */
export function lineThrough(values: ArrayLike<number>): { level: number; slope: number } {
  const n = values.length;
  const middle = (n + 1) / 2;
  let mean = 0;
  for (let t = 0; t < n; t++) mean += values[t]! / n;
  if (n < 2) return { level: mean, slope: 0 };
  let [cross, square] = [0, 0];
  for (let t = 0; t < n; t++) {
    const time = t + 1 - middle;
    cross += time * values[t]!;
    square += time * time;
  }
  const slope = cross / square;
  return { level: mean - slope * middle, slope };
}
