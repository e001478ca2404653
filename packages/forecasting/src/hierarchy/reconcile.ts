import { InputError } from '../input-error.js';
import { choleskySolver } from './cholesky.js';
import { type Hierarchy, nodesOf, withSums } from './hierarchy.js';
import { type ShrunkCovariance, shrunk } from './shrinkage.js';

/**
 * Makes the values of one period coherent: sums are the sums of their members. Takes and gives one value for each node, in the order of
 * {@link nodesOf}. Linear: a mean, or one prediction path after the other, may be passed through.
 */
export type Reconciler = (values: ArrayLike<number>) => Float64Array;

/** Bottom-up: the sums are taken anew from the bottom, whatever was forecast for them. */
export const bottomUp = (hierarchy: Hierarchy): Reconciler =>
  withSize(hierarchy, (values) => withSums(hierarchy, bottomOf(hierarchy, values)));

/**
 * Minimum trace: of all coherent forecasts the ones with the least expected squared error, given how the errors of the nodes vary
 * together (Wickramasuriya, Athanasopoulos and Hyndman, "Optimal forecast reconciliation for hierarchical and grouped time series through
 * trace minimization", JASA 114, 2019): ŷ − W C'(C W C')⁻¹ C ŷ, where C ŷ is by how much each sum misses its members, and W the covariance
 * of the errors with {@link shrunk} correlations. W is never formed: with m sums over n nodes and T errors each, this takes m·n·T steps and a
 * system of m equations.
 * @param errors one-step forecast errors of every node, by id; equally many of each
 * @throws {InputError} `RESIDUALS_INVALID` when a node has none, too few (at least 3), or one that is not finite
 */
export function minimumTrace(
  hierarchy: Hierarchy,
  errors: ReadonlyMap<string, ArrayLike<number>>,
): Reconciler {
  const nodes = nodesOf(hierarchy);
  const covariance = floored(shrunk(checked(nodes, errors)));
  const constraints = [...hierarchy.sums.values()];
  const missBy = (values: ArrayLike<number>) =>
    Float64Array.from(constraints, (members, sum) =>
      members.reduce((rest, member) => rest - values[constraints.length + member]!, values[sum]!),
    );
  const columns = covarianceWithMisses(covariance, constraints, missBy);
  const between = constraints.map((_, i) =>
    Float64Array.from(constraints, (members, j) =>
      members.reduce((rest, member) => rest - columns[i]![constraints.length + member]!, columns[i]![j]!),
    ),
  );
  const solve = choleskySolver(between);
  return withSize(hierarchy, (values) => {
    const correction = solve(missBy(values));
    const bottom = bottomOf(hierarchy, values);
    for (let i = 0; i < bottom.length; i++)
      for (let sum = 0; sum < columns.length; sum++)
        bottom[i]! -= columns[sum]![constraints.length + i]! * correction[sum]!;
    return withSums(hierarchy, bottom);
  });
}

/** W C', one row a constraint, without forming W. */
function covarianceWithMisses(
  { share, variances, errors }: ShrunkCovariance,
  constraints: readonly (readonly number[])[],
  missBy: (values: ArrayLike<number>) => Float64Array,
): Float64Array[] {
  const periods = errors[0]!.length;
  const rows = constraints.map((members, sum) => {
    const row = new Float64Array(variances.length);
    row[sum] = share * variances[sum]!;
    for (const member of members) {
      const at = constraints.length + member;
      row[at] = -share * variances[at]!;
    }
    return row;
  });
  for (let t = 0; t < periods; t++) {
    const misses = missBy(Float64Array.from(errors, (node) => node[t]!));
    for (let sum = 0; sum < rows.length; sum++)
      for (let node = 0; node < errors.length; node++)
        rows[sum]![node]! += ((1 - share) * errors[node]![t]! * misses[sum]!) / periods;
  }
  return rows;
}

const leastShare = 1e-4;
const leastVariance = 1e-10;

/** Keeps W positive definite where errors are few, are none, or add up by themselves. */
function floored({ share, variances, errors }: ShrunkCovariance): ShrunkCovariance {
  const floor = Math.max(...variances, Number.MIN_VALUE / leastVariance) * leastVariance;
  return {
    share: Math.max(share, leastShare),
    variances: variances.map((variance) => Math.max(variance, floor)),
    errors,
  };
}

function checked(nodes: readonly string[], errors: ReadonlyMap<string, ArrayLike<number>>) {
  const count = errors.get(nodes[0]!)?.length ?? 0;
  return nodes.map((node) => {
    const own = errors.get(node);
    if (own === undefined || own.length !== count || count < 3 || !Array.from(own).every(Number.isFinite))
      throw new InputError(
        'RESIDUALS_INVALID',
        `${node}: needs ${Math.max(count, 3)} finite forecast errors, as every node, and has ${own?.length ?? 'none'}`,
      );
    return own;
  });
}

function withSize(hierarchy: Hierarchy, reconcile: Reconciler): Reconciler {
  const size = hierarchy.sums.size + hierarchy.bottom.length;
  return (values) => {
    if (values.length !== size)
      throw new InputError('VALUE_INVALID', `${values.length} values for a hierarchy of ${size} nodes`);
    return reconcile(values);
  };
}

const bottomOf = ({ sums }: Hierarchy, values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values).slice(sums.size);
