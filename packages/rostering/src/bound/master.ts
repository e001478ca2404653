import type { Highs, Model } from '../mip/highs.js';
import { type CoverIndex, hardCoverPrice, mostMissing, termsOfRow } from './cover-terms.js';

/** A row that the master may choose for its person. */
export interface Column {
  readonly person: number;
  readonly row: Uint8Array;
  /** What the row costs its person, without cover. */
  readonly cost: number;
}

/** Values of the master's optimum. */
export interface MasterOptimum {
  readonly objective: number;
  /** Dual prices of the cover terms. */
  readonly termDuals: Float64Array;
  /** Dual prices of "each person has one row", in the order of the people. */
  readonly personDuals: Float64Array;
  /** Dual prices of the limits on shortfalls, in the order in which they were first limited. */
  readonly shortfallDuals: Float64Array;
}

/** So many heads may be missing in all over some cover terms. */
export interface ShortfallLimit {
  readonly terms: readonly number[];
  readonly min: number;
  /** Infinity where open. */
  readonly max: number;
}

/**
 * The master LP of Dantzig and Wolfe's decomposition, over the rows found so far: minimise `Σ c_j λ_j + Σ u_k under_k +
 * o_k over_k`, where `Σ a_kj λ_j + under_k - over_k = target_k` for every cover term k, and `Σ_{j of p} λ_j = 1` for every
 * person p. It starts with no rows but is feasible at a price, so that it can always be solved.
 */
export class Master {
  readonly columns: Column[] = [];
  readonly slacks: number;
  private readonly model: Model;
  private readonly missing: Int32Array;
  private readonly limited: ShortfallLimit[] = [];
  private readonly rowOfPerson: ReadonlyMap<number, number>;
  private readonly seen = new Set<string>();
  private pending = 0;

  constructor(
    private readonly highs: Highs,
    private readonly codes: number,
    readonly index: CoverIndex,
    private readonly people: readonly number[],
  ) {
    this.rowOfPerson = new Map(people.map((person, at) => [person, index.terms.length + at]));
    this.model = highs.createModel();
    this.model.options.set({
      output_flag: false,
      solver: 'simplex',
      simplex_strategy: 4,
      presolve: 'off',
    });
    const slack = slackColumns(this.index, people.length);
    this.slacks = slack.cost.length;
    this.missing = slack.missing;
    const rows = this.index.terms.length + people.length;
    const sides = new Float64Array(rows).fill(1);
    this.index.terms.forEach(({ target }, term) => {
      sides[term] = target;
    });
    this.model.passModel({
      numCols: this.slacks,
      numRows: rows,
      colCost: Float64Array.from(slack.cost),
      colLower: new Float64Array(this.slacks),
      colUpper: Float64Array.from(slack.upper, (upper) => Math.min(upper, highs.infinity)),
      rowLower: sides,
      rowUpper: sides,
      matrix: {
        format: 'csc',
        numRows: rows,
        numCols: this.slacks,
        starts: Int32Array.from({ length: this.slacks + 1 }, (_, column) => column),
        indices: Int32Array.from(slack.rowOf),
        values: Float64Array.from(slack.sign),
      },
    });
  }

  /** Offers a row; false if the master has it already. */
  add(column: Column): boolean {
    const key = keyOf(column);
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    this.columns.push(column);
    this.pending++;
    return true;
  }

  /** Solves the LP over the rows offered so far. */
  solve(): MasterOptimum {
    this.flush();
    this.model.run();
    const { rowDual } = this.model.getSolution();
    const terms = this.index.terms.length;
    return {
      objective: this.model.getObjectiveValue(),
      termDuals: rowDual.slice(0, terms),
      personDuals: rowDual.slice(terms, terms + this.people.length),
      shortfallDuals: rowDual.slice(terms + this.people.length),
    };
  }

  /** Limits on shortfalls, those that have been lifted included. */
  get shortfallLimits(): readonly ShortfallLimit[] {
    return this.limited;
  }

  /** Puts these limits on shortfalls and lifts all others. Sets of terms are told apart by identity. */
  limitShortfalls(limits: readonly ShortfallLimit[]): void {
    const first = this.index.terms.length + this.people.length;
    for (const limit of limits) {
      if (this.limited.some(({ terms }) => terms === limit.terms)) continue;
      const columns = limit.terms.map((term) => this.missing[term]!).filter((column) => column >= 0);
      this.model.addRow(0, this.highs.infinity, {
        indices: Int32Array.from(columns),
        values: new Float64Array(columns.length).fill(1),
      });
      this.limited.push(limit);
    }
    this.limited.forEach(({ terms }, at) => {
      const { min, max } = limits.find((limit) => limit.terms === terms) ?? {
        min: 0,
        max: Number.POSITIVE_INFINITY,
      };
      this.limited[at] = { terms, min, max };
      this.model.changeRowBounds(first + at, min, Math.min(max, this.highs.infinity));
    });
  }

  /** Heads missing of each term in the last optimum, hard minima aside. */
  shortfalls(): Float64Array {
    const { colValue } = this.model.getSolution();
    return Float64Array.from(this.missing, (column) => (column < 0 ? 0 : colValue[column]!));
  }

  /** The share of each column in the last optimum. */
  shares(): Float64Array {
    return this.model.getSolution().colValue.slice(this.slacks);
  }

  /** The columns of least reduced cost in the last optimum, so many a person. */
  promising(perPerson: number): Column[] {
    const { colDual } = this.model.getSolution();
    const ranked = this.columns.map((column, at) => ({ column, reduced: colDual[this.slacks + at] ?? 0 }));
    ranked.sort((a, b) => a.reduced - b.reduced);
    const taken = new Map<number, number>();
    return ranked.flatMap(({ column }) => {
      const count = taken.get(column.person) ?? 0;
      taken.set(column.person, count + 1);
      return count < perPerson ? [column] : [];
    });
  }

  /** Drops columns, keeping the basis as far as it goes. */
  drop(dropped: (column: Column) => boolean): void {
    const known = this.columns.length - this.pending;
    const gone = this.columns.map(dropped);
    const mask = [...Array<boolean>(this.slacks).fill(false), ...gone.slice(0, known)];
    if (mask.includes(true)) {
      const { colStatus, rowStatus } = this.model.getBasis();
      this.model.deleteCols({ kind: 'mask', mask });
      this.model.setBasis({ colStatus: colStatus.filter((_, column) => !mask[column]), rowStatus });
    }
    const columns = this.columns.splice(0);
    columns.forEach((column, at) => {
      if (!gone[at]) this.columns.push(column);
      else this.seen.delete(keyOf(column));
    });
    this.pending -= gone.slice(known).filter(Boolean).length;
  }

  dispose(): void {
    this.model.dispose();
  }

  private flush(): void {
    if (this.pending === 0) return;
    const added = this.columns.slice(this.columns.length - this.pending);
    this.pending = 0;
    const lists = added.map(({ person, row }) => [
      ...termsOfRow(this.index, this.codes, person, row),
      this.rowOfPerson.get(person)!,
    ]);
    const starts = new Int32Array(added.length + 1);
    lists.forEach((list, index) => {
      starts[index + 1] = starts[index]! + list.length;
    });
    const indices = Int32Array.from(lists.flat());
    this.model.addCols({
      cost: Float64Array.from(added, ({ cost }) => cost),
      lower: new Float64Array(added.length),
      upper: new Float64Array(added.length).fill(this.highs.infinity),
      matrix: {
        format: 'csc',
        numRows: this.index.terms.length + this.people.length + this.limited.length,
        numCols: added.length,
        starts,
        indices,
        values: new Float64Array(indices.length).fill(1),
      },
    });
  }
}

const keyOf = ({ person, row }: Column): string => `${person}:${row.join()}`;

/**
 * Heads missing and too many of every term, within and beyond its hard limits, and people without a row. `missing` is the
 * column of each term's missing heads, or -1.
 */
export function slackColumns(index: CoverIndex, people: number) {
  const cost: number[] = [];
  const upper: number[] = [];
  const rowOf: number[] = [];
  const sign: number[] = [];
  const missing = new Int32Array(index.terms.length).fill(-1);
  const add = (row: number, direction: number, price: number, most: number) => {
    if (most <= 0) return;
    cost.push(price);
    upper.push(most);
    rowOf.push(row);
    sign.push(direction);
  };
  index.terms.forEach((limits, term) => {
    const { target, under, over, maximum } = limits;
    if (mostMissing(limits) > 0) missing[term] = cost.length;
    add(term, 1, under, mostMissing(limits));
    add(term, 1, target > 0 ? hardCoverPrice : 0, Number.POSITIVE_INFINITY);
    add(term, -1, over, maximum - target);
    add(term, -1, hardCoverPrice, maximum < Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : 0);
  });
  for (let person = 0; person < people; person++)
    add(index.terms.length + person, 1, 100 * hardCoverPrice, Number.POSITIVE_INFINITY);
  return { cost, upper, rowOf, sign, missing };
}
