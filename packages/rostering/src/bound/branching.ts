import type { ColumnGeneration } from './column-generation.js';
import { mostMissing } from './cover-terms.js';
import type { ShortfallLimit } from './master.js';

interface Node {
  readonly limits: readonly ShortfallLimit[];
  readonly bound: number;
}

/**
 * Raises the bound by branching: in every roster the number of heads missing over any set of cover terms is whole, in the
 * master's optimum often not, and a missing head is dear. A fractional sum is cut in two by a limit from above and one
 * from below, which leaves pricing as it is (robust branching; Poggi, Uchoa 2003); the node of the least bound comes next.
 * Sets are tried from large to small: all terms, each shift, each day, each term.
 */
export class Branching {
  private readonly sets: readonly (readonly number[])[];
  private open: Node[] = [{ limits: [], bound: Number.NEGATIVE_INFINITY }];

  constructor(private readonly cg: ColumnGeneration) {
    const terms = cg.master.index.terms;
    const all = terms.flatMap((term, at) => (mostMissing(term) > 0 && term.under > 0 ? [at] : []));
    const by = (key: (term: number) => number) => groupBy(all, key);
    this.sets = [
      all,
      ...by((term) => terms[term]!.shifts[0]!),
      ...by((term) => terms[term]!.day),
      ...all.map((term) => [term]),
    ];
  }

  /** No legal roster costs less. */
  get bound(): number {
    return this.open.reduce((least, node) => Math.min(least, node.bound), Number.POSITIVE_INFINITY);
  }

  /**
   * Solves the node of the least bound and splits it.
   *
   * @param cutoff nodes that cannot hold anything cheaper are dropped, so that the bound means "or nothing below cutoff"
   * @returns false if that node cannot be split, so that the bound stays
   */
  step(cutoff: number, stop: () => boolean): boolean {
    const node = this.least();
    if (node === undefined) return false;
    this.cg.limitShortfalls(node.limits);
    const { bound, master } = this.cg.run((progress) => progress.bound > cutoff - 1 + 1e-6 || stop());
    const reached = { ...node, bound: Math.max(node.bound, bound) };
    if (master - bound > 1e-3 && stop()) {
      this.open = this.open.map((other) => (other === node ? reached : other));
      return true;
    }
    const split = this.split(reached);
    if (split === undefined) {
      this.open = this.open.map((other) => (other === node ? reached : other));
      return false;
    }
    this.open = [...this.open.filter((other) => other !== node), ...split];
    return true;
  }

  /** Puts the limits of the node of the least bound into the master. */
  enter(): void {
    this.cg.limitShortfalls(this.least()?.limits ?? []);
  }

  private least(): Node | undefined {
    return this.open.reduce((least, other) => (other.bound < least.bound ? other : least), this.open[0]!);
  }

  private split(node: Node): Node[] | undefined {
    const shortfalls = this.cg.master.shortfalls();
    for (const terms of this.sets) {
      const sum = terms.reduce((total, term) => total + shortfalls[term]!, 0);
      const below = Math.floor(sum + 1e-4);
      if (sum - below < 1e-4) continue;
      const old = node.limits.find((limit) => limit.terms === terms) ?? {
        terms,
        min: 0,
        max: Number.POSITIVE_INFINITY,
      };
      const others = node.limits.filter((limit) => limit.terms !== terms);
      return [
        { limits: [...others, { ...old, max: below }], bound: node.bound },
        { limits: [...others, { ...old, min: below + 1 }], bound: node.bound },
      ];
    }
    return undefined;
  }
}

function groupBy(terms: readonly number[], key: (term: number) => number): number[][] {
  const groups = new Map<number, number[]>();
  for (const term of terms) groups.set(key(term), [...(groups.get(key(term)) ?? []), term]);
  return [...groups.values()];
}
