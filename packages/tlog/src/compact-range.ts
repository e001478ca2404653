import { merkleRoot, nodeHash } from './merkle.js';

/** A tree that grows leaf by leaf and keeps only the roots of its perfect subtrees, one for each bit of its size. */
export class CompactRange {
  readonly #peaks: Uint8Array[] = [];
  #size = 0;

  /** How many leaves it has. */
  get size(): number {
    return this.#size;
  }

  /** Adds a leaf by its hash. */
  append(leaf: Uint8Array): void {
    let hash = leaf;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2)
      hash = nodeHash(this.#peaks.pop()!, hash);
    this.#peaks.push(hash);
    this.#size++;
  }

  /** The root of the tree of all leaves so far. */
  root(): Uint8Array {
    return this.#size === 0
      ? merkleRoot([])
      : this.#peaks.reduceRight((right, left) => nodeHash(left, right));
  }
}
