/**
 * Intermittent demand that may die out: the probability of demand is updated in every period, its size when there is some,
 * and their product is the rate (Teunter, Syntetos and Babai, Intermittent demand: linking forecasting to inventory
 * obsolescence, 2011).
 *
 * @param alpha of the size, in (0, 1).
 * @param beta of the probability, in (0, 1).
 */
export function tsb(values: ArrayLike<number>, horizon: number, alpha = 0.1, beta = 0.1): number[] {
  const n = values.length;
  const demands = Array.from(values).filter((value) => value !== 0);
  let size = demands[0] ?? 0;
  let probability = demands.length / n;
  for (let t = 0; t < n; t++) {
    const demand = values[t] !== 0;
    probability += beta * ((demand ? 1 : 0) - probability);
    if (demand) size += alpha * (values[t]! - size);
  }
  return new Array<number>(horizon).fill(probability * size);
}
