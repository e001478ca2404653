import type { Column } from './patterns.js';

/** A least-squares fit that more columns can be tried on, each at the cost of one projection. */
export interface Fit {
  /** Orthonormal columns that span the regression. */
  readonly basis: readonly Column[];
  readonly residuals: Column;
  readonly squares: number;
  /** Logarithm of the determinant of the columns' cross products, as restricted likelihood needs it. */
  readonly logCrossProducts: number;
}

/** What further columns would bring to a fit. */
export interface Gain {
  /** By how much the residual sum of squares falls. */
  readonly squares: number;
  /** What they add to the logarithm of the determinant of the cross products. */
  readonly logCrossProducts: number;
  /** How many of the columns were independent of the fit and of each other. */
  readonly columns: number;
}

const dependent = 1e-9;

/** Fits values by columns, leaving out a column that depends on those before it (modified Gram-Schmidt). */
export function fit(values: Column, columns: readonly Column[]): Fit {
  const basis: Column[] = [];
  let logCrossProducts = 0;
  for (const column of columns) {
    const { rest, share, length } = orthogonal(column, basis);
    if (share < dependent) continue;
    basis.push(rest);
    logCrossProducts += 2 * Math.log(length);
  }
  const residuals = values.slice();
  for (const direction of basis) subtract(residuals, direction, dot(residuals, direction));
  return { basis, residuals, squares: dot(residuals, residuals), logCrossProducts };
}

/** What `columns` would bring to the fit, without fitting again. */
export function gain(base: Fit, columns: readonly Column[]): Gain {
  const basis = base.basis.slice();
  let squares = 0;
  let logCrossProducts = 0;
  for (const column of columns) {
    const { rest, share, length } = orthogonal(column, basis);
    if (share < dependent) continue;
    basis.push(rest);
    squares += dot(base.residuals, rest) ** 2;
    logCrossProducts += 2 * Math.log(length);
  }
  return { squares, logCrossProducts, columns: basis.length - base.basis.length };
}

/** The coefficients of `columns` in the least-squares fit; 0 for a column that depends on those before it. */
export function coefficients(values: Column, columns: readonly Column[]): number[] {
  return columns.map((column, at) => {
    const { basis } = fit(
      values,
      columns.filter((_, other) => other !== at),
    );
    const { rest, share, length } = orthogonal(column, basis);
    return share < dependent ? 0 : dot(values, rest) / length;
  });
}

function orthogonal(column: Column, basis: readonly Column[]) {
  const rest = column.slice();
  const before = dot(rest, rest);
  for (const direction of basis) subtract(rest, direction, dot(rest, direction));
  const after = dot(rest, rest);
  const length = Math.sqrt(after);
  if (after > 0) for (let i = 0; i < rest.length; i++) rest[i] = rest[i]! / length;
  return { rest, share: before === 0 ? 0 : after / before, length };
}

export function dot(a: Column, b: Column): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function subtract(from: Column, direction: Column, times: number): void {
  for (let i = 0; i < from.length; i++) from[i] = from[i]! - times * direction[i]!;
}
