/** Square matrix, row by row. */
export type Matrix = readonly Float64Array[];

/**
 * Solves A x = b for a symmetric positive definite A, by Cholesky factorisation.
 * @returns a solver for any number of right-hand sides
 * @throws {RangeError} when A is not positive definite
 */
export function choleskySolver(matrix: Matrix): (right: Float64Array) => Float64Array {
  const factor = matrix.map((row) => row.slice());
  for (let i = 0; i < factor.length; i++) {
    const row = factor[i]!;
    for (let j = 0; j <= i; j++) {
      const other = factor[j]!;
      let sum = row[j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!;
      if (i !== j) row[j] = sum / other[j]!;
      else if (sum > 0) row[i] = Math.sqrt(sum);
      else throw new RangeError(`the matrix is not positive definite at row ${i}`);
    }
  }
  return (right) => {
    const solution = right.slice();
    for (let i = 0; i < factor.length; i++) {
      for (let k = 0; k < i; k++) solution[i]! -= factor[i]![k]! * solution[k]!;
      solution[i]! /= factor[i]![i]!;
    }
    for (let i = factor.length - 1; i >= 0; i--) {
      for (let k = i + 1; k < factor.length; k++) solution[i]! -= factor[k]![i]! * solution[k]!;
      solution[i]! /= factor[i]![i]!;
    }
    return solution;
  };
}
