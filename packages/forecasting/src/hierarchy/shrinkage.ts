/** Errors of nodes, one row a node, one column a period. */
export type Errors = readonly ArrayLike<number>[];

/** The covariance of errors, its correlations shrunk towards none: share · diagonal + (1 − share) · sample. Never formed as a whole. */
export interface ShrunkCovariance {
  /** How far the correlations are shrunk: 0 not at all, 1 to none. */
  readonly share: number;
  /** Variances of the nodes. */
  readonly variances: Float64Array;
  readonly errors: Errors;
}

/**
 * Shrinks the covariance of errors towards its diagonal by the share that is best in the mean square (Schäfer and Strimmer,
 * "A shrinkage approach to large-scale covariance matrix estimation", Stat. Appl. Genet. Mol. Biol. 4, 2005, target D;
 * about zero, as Wickramasuriya, Athanasopoulos and Hyndman, JASA 114, 2019, use it for forecast errors):
 * Σ Var(r_ij) / Σ r_ij² over i ≠ j, within [0, 1], r being the correlations.
 */
export function shrunk(errors: Errors): ShrunkCovariance {
  const periods = errors[0]!.length;
  const variances = Float64Array.from(errors, (row) => sumOfSquares(row) / periods);
  const standard = errors.map((row, i) => {
    const deviation = Math.sqrt(variances[i]!);
    return Float64Array.from(row, (value) => (deviation === 0 ? 0 : value / deviation));
  });
  let uncertain = 0;
  let squares = 0;
  for (let i = 0; i < standard.length; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [standard[i]!, standard[j]!];
      let sum = 0;
      let sumSquares = 0;
      for (let t = 0; t < periods; t++) {
        const product = a[t]! * b[t]!;
        sum += product;
        sumSquares += product ** 2;
      }
      const correlation = sum / periods;
      uncertain += (sumSquares - periods * correlation ** 2) / (periods * (periods - 1));
      squares += correlation ** 2;
    }
  const share = squares === 0 ? 1 : Math.min(1, Math.max(0, uncertain / squares));
  return { share, variances, errors };
}

function sumOfSquares(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return sum;
}
