import { createHash } from 'node:crypto';

// RFC 6962, section 2.1: leaves and nodes are hashed under different prefixes, so that none passes for the other.
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** The hash of a leaf's bytes. */
export const leafHash = (bytes: Uint8Array): Buffer =>
  createHash('sha256').update(leafPrefix).update(bytes).digest();

/** The hash of a node over the hashes of its two halves. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash('sha256').update(nodePrefix).update(left).update(right).digest();

/** The root of a tree over leaf hashes: its shape is that of RFC 6962, section 2.1. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leaves[0]!;
  const split = splitOf(leaves.length);
  return nodeHash(merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)));
}

/** The audit path of a leaf (RFC 6962, section 2.1.1): the hashes that lead from it to the root, from the bottom up. */
export function auditPath(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  return index < split
    ? [...auditPath(leaves.slice(0, split), index), merkleRoot(leaves.slice(split))]
    : [...auditPath(leaves.slice(split), index - split), merkleRoot(leaves.slice(0, split))];
}

/** The root that a leaf and its audit path lead to; undefined when the path has the wrong length for the tree. */
export function rootOf(
  leaf: Uint8Array,
  index: number,
  count: number,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!Number.isSafeInteger(index) || index < 0 || index >= count) return undefined;
  if (count === 1) return path.length === 0 ? leaf : undefined;
  const sibling = path.at(-1);
  if (sibling === undefined) return undefined;
  const split = splitOf(count);
  const below = path.slice(0, -1);
  if (index < split) {
    const left = rootOf(leaf, index, split, below);
    return left && nodeHash(left, sibling);
  }
  const right = rootOf(leaf, index - split, count - split, below);
  return right && nodeHash(sibling, right);
}

/** The root of the earlier tree, and of the later one, that a path leads to. */
type Roots = readonly [earlier: Uint8Array, later: Uint8Array];

/**
 * Whether a tree is an earlier one with leaves added at its end, shown by a consistency proof (RFC 6962, section 2.1.2).
 * Every tree continues the empty one.
 */
export function verifyConsistency(
  earlier: { readonly size: number; readonly root: Uint8Array },
  later: { readonly size: number; readonly root: Uint8Array },
  path: readonly Uint8Array[],
): boolean {
  if (earlier.size > later.size) return false;
  if (earlier.size === 0) return path.length === 0 && same(earlier.root, merkleRoot([]));
  const roots = rootsOf(earlier.size, later.size, path, earlier.root);
  return roots !== undefined && same(roots[0], earlier.root) && same(roots[1], later.root);
}

/** @param known the root of the earlier tree, while the part looked at begins with all of it */
function rootsOf(
  earlier: number,
  later: number,
  path: readonly Uint8Array[],
  known?: Uint8Array,
): Roots | undefined {
  const sibling = path.at(-1);
  if (earlier === later) {
    const hash = known ?? sibling;
    return hash !== undefined && path.length === (known === undefined ? 1 : 0) ? [hash, hash] : undefined;
  }
  if (sibling === undefined) return undefined;
  const split = splitOf(later);
  const below = path.slice(0, -1);
  if (earlier <= split) {
    const left = rootsOf(earlier, split, below, known);
    return left && [left[0], nodeHash(left[1], sibling)];
  }
  const right = rootsOf(earlier - split, later - split, below);
  return right && [nodeHash(sibling, right[0]), nodeHash(sibling, right[1])];
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** The largest power of two smaller than the count. */
export const splitOf = (count: number): number => 2 ** (31 - Math.clz32(count - 1));
