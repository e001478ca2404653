/** A function to be minimised: writes its gradient into `gradient` and returns its value, or infinity where undefined. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number;

/** Where a search ended. */
export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
}

const sufficientDecrease = 1e-4;
const longest = 40;

/**
 * Minimises a smooth function by the method of Broyden, Fletcher, Goldfarb and Shanno with a backtracking line search
 * (Nocedal and Wright, Numerical Optimization, 2nd ed. 2006, algorithms 3.1 and 6.1). Deterministic.
 *
 * @param start is not changed.
 * @param objective where it is infinite at `start`, that is the answer.
 * @param tolerance stops when two steps in a row gain less than this.
 * @param maxIterations stops there at the latest.
 */
export function bfgs(
  objective: Objective,
  start: Float64Array,
  { tolerance = 1e-5, maxIterations = 200 }: { tolerance?: number; maxIterations?: number } = {},
): Minimum {
  const size = start.length;
  let at = start.slice();
  let gradient = new Float64Array(size);
  let value = objective(at, gradient);
  if (!Number.isFinite(value)) return { at, value };
  let next = new Float64Array(size);
  let nextGradient = new Float64Array(size);
  const inverse = new Float64Array(size * size);
  const direction = new Float64Array(size);
  const room: Room = { s: new Float64Array(size), y: new Float64Array(size), hy: new Float64Array(size) };
  reset(inverse, size, 1 / Math.max(1, norm(gradient)));
  let fresh = true;
  let idle = 0;
  for (let iteration = 0; iteration < maxIterations && idle < 2; iteration++) {
    let slope = descend(inverse, gradient, direction);
    if (!(slope < 0)) {
      reset(inverse, size, 1 / Math.max(1, norm(gradient)));
      fresh = true;
      slope = descend(inverse, gradient, direction);
      if (!(slope < 0)) break;
    }
    let step = 1;
    let nextValue = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < longest; tries++) {
      for (let i = 0; i < size; i++) next[i] = at[i]! + step * direction[i]!;
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + sufficientDecrease * step * slope) break;
      step *= Number.isFinite(nextValue)
        ? Math.max(0.1, Math.min(0.5, parabola(value, slope, step, nextValue)))
        : 0.25;
    }
    if (!(nextValue < value)) {
      if (fresh) break;
      reset(inverse, size, 1 / Math.max(1, norm(gradient)));
      fresh = true;
      continue;
    }
    idle = value - nextValue < tolerance ? idle + 1 : 0;
    update(inverse, at, next, gradient, nextGradient, fresh, room);
    fresh = false;
    [at, next] = [next, at];
    [gradient, nextGradient] = [nextGradient, gradient];
    value = nextValue;
  }
  return { at, value };
}

/** The minimum, as a share of the step, of the parabola through the value and slope here and the value there. */
const parabola = (value: number, slope: number, step: number, there: number): number =>
  (-slope * step) / (2 * (there - value - slope * step));

const norm = (vector: Float64Array): number => Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));

function reset(inverse: Float64Array, size: number, scale: number): void {
  inverse.fill(0);
  for (let i = 0; i < size; i++) inverse[i * size + i] = scale;
}

/** direction = −inverse · gradient; returns the slope along it. */
function descend(inverse: Float64Array, gradient: Float64Array, direction: Float64Array): number {
  const size = gradient.length;
  let slope = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += inverse[i * size + j]! * gradient[j]!;
    direction[i] = -sum;
    slope -= sum * gradient[i]!;
  }
  return slope;
}

/** Vectors that every update uses again. */
interface Room {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly hy: Float64Array;
}

/** The BFGS update of the inverse Hessian, skipped where the curvature is not positive. */
function update(
  inverse: Float64Array,
  from: Float64Array,
  to: Float64Array,
  gradientFrom: Float64Array,
  gradientTo: Float64Array,
  fresh: boolean,
  { s, y, hy }: Room,
): void {
  const size = from.length;
  let sy = 0;
  let yy = 0;
  for (let i = 0; i < size; i++) {
    s[i] = to[i]! - from[i]!;
    y[i] = gradientTo[i]! - gradientFrom[i]!;
    sy += s[i]! * y[i]!;
    yy += y[i]! * y[i]!;
  }
  if (!(sy > 1e-12 * yy)) return;
  if (fresh) reset(inverse, size, sy / yy);
  let yhy = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += inverse[i * size + j]! * y[j]!;
    hy[i] = sum;
    yhy += sum * y[i]!;
  }
  const scale = (1 + yhy / sy) / sy;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      inverse[i * size + j]! += scale * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / sy;
}
