import { nodeHash, splitOf } from './merkle.js';

/** The root of the leaves from `index * 2^level` on, `2^level` of them; all of them are in the tree. */
export type Subtree = (level: number, index: number) => Promise<Uint8Array>;

/** The root over the leaves from one on, up to another that is not included; `from` is where a subtree may begin. */
export async function rangeHash(subtree: Subtree, from: number, to: number): Promise<Uint8Array> {
  const level = Math.log2(to - from);
  if (Number.isInteger(level)) return subtree(level, from / 2 ** level);
  const split = from + splitOf(to - from);
  return nodeHash(await rangeHash(subtree, from, split), await rangeHash(subtree, split, to));
}

/** The audit path of a leaf in the tree of the first `size` leaves, for `rootOf`. RFC 6962, section 2.1.1. */
export async function inclusionPath(
  subtree: Subtree,
  index: number,
  size: number,
  from = 0,
): Promise<Uint8Array[]> {
  const to = from + size;
  if (size === 1) return [];
  const split = from + splitOf(size);
  return index < split
    ? [...(await inclusionPath(subtree, index, split - from, from)), await rangeHash(subtree, split, to)]
    : [...(await inclusionPath(subtree, index, to - split, split)), await rangeHash(subtree, from, split)];
}

/** What shows that the first `later` leaves begin with the first `earlier`, for `verifyConsistency`. RFC 6962, section 2.1.2. */
export async function consistencyPath(
  subtree: Subtree,
  earlier: number,
  later: number,
): Promise<Uint8Array[]> {
  return earlier === 0 ? [] : subproof(subtree, earlier, 0, later, true);
}

async function subproof(
  subtree: Subtree,
  earlier: number,
  from: number,
  to: number,
  known: boolean,
): Promise<Uint8Array[]> {
  if (earlier === to) return known ? [] : [await rangeHash(subtree, from, to)];
  const split = from + splitOf(to - from);
  return earlier <= split
    ? [...(await subproof(subtree, earlier, from, split, known)), await rangeHash(subtree, split, to)]
    : [...(await subproof(subtree, earlier, split, to, false)), await rangeHash(subtree, from, split)];
}
