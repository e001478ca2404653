const ratio = (Math.sqrt(5) - 1) / 2;

/**
 * The point of an interval where a function of one variable is least, by golden section (Kiefer, Sequential minimax
 * search for a maximum, 1953). Of several minima it finds one; the interval shrinks until it is narrower than `width`.
 */
export function goldenSection(
  objective: (at: number) => number,
  lower: number,
  upper: number,
  width = 1e-9,
): number {
  let [a, b] = [lower, upper];
  let c = b - ratio * (b - a);
  let d = a + ratio * (b - a);
  let atC = objective(c);
  let atD = objective(d);
  while (b - a > width && atC !== atD) {
    if (atC < atD) {
      [b, d, atD] = [d, c, atC];
      c = b - ratio * (b - a);
      atC = objective(c);
    } else {
      [a, c, atC] = [c, d, atD];
      d = a + ratio * (b - a);
      atD = objective(d);
    }
  }
  return (a + b) / 2;
}
