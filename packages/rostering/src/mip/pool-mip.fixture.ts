import { termsOfRow } from '../bound/cover-terms.js';
import { type Column, slackColumns } from '../bound/master.js';
import type { SubProblem } from '../bound/sub-problem.js';
import type { Highs } from './highs.js';

export interface PoolMipResult {
  /** A column per open person; undefined where none was found. */
  readonly chosen: readonly Column[] | undefined;
  readonly cost: number;
  /** No choice out of the pool costs less. */
  readonly bound: number;
  /** Whether `chosen` is the best choice. */
  readonly optimal: boolean;
}

/**
 * The best roster that can be put together from a pool of rows: a set-partitioning MIP with one row per open person and
 * soft cover. All costs are integers, so that a gap below one closes it.
 */
export function solvePool(
  highs: Highs,
  { index, people, constant }: SubProblem,
  codes: number,
  pool: readonly Column[],
): PoolMipResult {
  const terms = index.terms.length;
  const numRows = terms + people.length;
  const slack = slackColumns(index, people.length);
  const slacks = slack.cost.length;
  const numCols = slacks + pool.length;
  const sides = new Float64Array(numRows).fill(1);
  index.terms.forEach(({ target }, term) => {
    sides[term] = target;
  });
  const starts = new Int32Array(numCols + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let column = 0; column < numCols; column++) {
    if (column < slacks) {
      indices.push(slack.rowOf[column]!);
      values.push(slack.sign[column]!);
    } else {
      const { person, row } = pool[column - slacks]!;
      for (const term of termsOfRow(index, codes, person, row)) {
        indices.push(term);
        values.push(1);
      }
      indices.push(terms + people.indexOf(person));
      values.push(1);
    }
    starts[column + 1] = indices.length;
  }
  const model = highs.createModel();
  try {
    model.options.set({
      output_flag: false,
      mip_rel_gap: 0,
      mip_abs_gap: 0.999,
    });
    const { integer, continuous } = highs.constants.variableType;
    model.passModel({
      numCols,
      numRows,
      colCost: Float64Array.from([...slack.cost, ...pool.map(({ cost }) => cost)]),
      colLower: new Float64Array(numCols),
      colUpper: Float64Array.from({ length: numCols }, (_, column) =>
        column < slacks ? Math.min(slack.upper[column]!, highs.infinity) : 1,
      ),
      rowLower: sides,
      rowUpper: sides,
      matrix: {
        format: 'csc',
        numRows,
        numCols,
        starts,
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
      },
      integrality: Int32Array.from({ length: numCols }, (_, column) =>
        column < slacks ? continuous : integer,
      ),
    });
    const { modelStatus } = model.run();
    const found = model.info.get('primal_solution_status') === 2;
    const solution = found ? model.getSolution().colValue : undefined;
    const chosen = solution && pool.filter((_, position) => solution[slacks + position]! > 0.5);
    return {
      chosen: chosen?.length === people.length ? chosen : undefined,
      cost: found ? Math.round(constant + model.getObjectiveValue()) : Number.POSITIVE_INFINITY,
      bound: constant + (model.info.get('mip_dual_bound') as number),
      optimal: modelStatus === highs.constants.modelStatus.optimal,
    };
  } finally {
    model.dispose();
  }
}
