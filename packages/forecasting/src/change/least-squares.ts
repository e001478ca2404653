import type { Column } from './patterns.js';

/** Columns made orthonormal, and what they spanned. */
export interface Span {
  readonly basis: readonly Column[];
  /** Logarithm of the determinant of the columns' cross products, as restricted likelihood needs it. */
  readonly logCrossProducts: number;
}

const dependent = 1e-9;

/** Makes columns orthonormal to `base` and to each other, leaving out those that depend on the ones before (modified Gram-Schmidt). */
export function orthonormal(columns: readonly Column[], base: readonly Column[] = []): Span {
  const all = base.slice();
  let logCrossProducts = 0;
  for (const column of columns) {
    const rest = column.slice();
    const before = dot(rest, rest);
    for (const direction of all) subtract(rest, direction, dot(rest, direction));
    const after = dot(rest, rest);
    if (after <= dependent * before) continue;
    const length = Math.sqrt(after);
    for (let i = 0; i < rest.length; i++) rest[i] = rest[i]! / length;
    all.push(rest);
    logCrossProducts += Math.log(after);
  }
  return { basis: all.slice(base.length), logCrossProducts };
}

/** What is left of values when a basis has explained what it can. */
export function residualsOf(values: Column, basis: readonly Column[]): Column {
  const rest = values.slice();
  for (const direction of basis) subtract(rest, direction, dot(rest, direction));
  return rest;
}

/** The coefficients of `columns` in the least-squares fit of `values`; 0 for a column that depends on the others. */
export function coefficients(values: Column, columns: readonly Column[]): number[] {
  return columns.map((column, at) => {
    const others = columns.filter((_, other) => other !== at);
    const own = orthonormal([column], orthonormal(others).basis).basis[0];
    return own === undefined ? 0 : dot(values, own) / dot(column, own);
  });
}

/**
 * What a further block of columns would bring, from cross products alone.
 * @param cross cross products of the block's columns with each other, as rows; undefined where they are orthonormal
 * @param products cross products of the block's columns with the residuals
 * @returns by how much the residual sum of squares falls, what is added to the logarithm of the determinant, and the rank
 */
export function gainOf(cross: readonly number[][] | undefined, products: readonly number[]) {
  if (cross === undefined) {
    let squares = 0;
    for (const product of products) squares += product ** 2;
    return { squares, logCrossProducts: 0, rank: products.length };
  }
  const factor: number[][] = [];
  const solved: number[] = [];
  let squares = 0;
  let logCrossProducts = 0;
  let rank = 0;
  for (let i = 0; i < cross.length; i++) {
    const row: number[] = [];
    for (let j = 0; j < i; j++) {
      let sum = cross[i]![j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * factor[j]![k]!;
      const pivot = factor[j]![j]!;
      row.push(pivot === 0 ? 0 : sum / pivot);
    }
    let left = cross[i]![i]!;
    let product = products[i]!;
    for (let k = 0; k < i; k++) {
      left -= row[k]! ** 2;
      product -= row[k]! * solved[k]!;
    }
    const pivot = left > dependent * cross[i]![i]! ? Math.sqrt(left) : 0;
    row.push(pivot);
    factor.push(row);
    solved.push(pivot === 0 ? 0 : product / pivot);
    if (pivot === 0) continue;
    squares += solved[i]! ** 2;
    logCrossProducts += Math.log(left);
    rank++;
  }
  return { squares, logCrossProducts, rank };
}

export function dot(a: Column, b: Column): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function subtract(from: Column, direction: Column, times: number): void {
  for (let i = 0; i < from.length; i++) from[i] = from[i]! - times * direction[i]!;
}
