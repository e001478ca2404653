import { InputError } from '../input-error.js';

/** Which sums are kept of the series at the bottom: sites to regions to the group, service lines across sites, or any other roll-up. */
export interface Hierarchy {
  /** Ids of the series at the bottom, each its own node. */
  readonly bottom: readonly string[];
  /** Ids of the sums, and for each the positions in `bottom` of what it adds up. */
  readonly sums: ReadonlyMap<string, readonly number[]>;
}

/**
 * Builds a hierarchy from what each bottom series belongs to. Every group that is named is a sum; a series may belong to any number of groups,
 * nested or crossing.
 * @param groupsOf for each bottom series, the ids of the sums it goes into, for instance `['region/north', 'line/implants', 'group']`
 * @throws {InputError} `NODE_REPEATED` when a sum has the id of a bottom series
 */
export function rollUp(groupsOf: ReadonlyMap<string, readonly string[]>): Hierarchy {
  const bottom = [...groupsOf.keys()];
  const sums = new Map<string, number[]>();
  bottom.forEach((id, at) => {
    for (const group of new Set(groupsOf.get(id))) {
      if (groupsOf.has(group))
        throw new InputError(
          'NODE_REPEATED',
          `${group} is a sum that ${id} goes into, and a series of its own`,
        );
      const members = sums.get(group) ?? [];
      members.push(at);
      sums.set(group, members);
    }
  });
  return { bottom, sums };
}

/** Ids of all nodes: the sums, then the bottom. The order of every vector over a hierarchy. */
export const nodesOf = ({ bottom, sums }: Hierarchy): string[] => [...sums.keys(), ...bottom];

/** Values of all nodes from those of the bottom, in the order of {@link nodesOf}. */
export function withSums({ sums }: Hierarchy, bottom: ArrayLike<number>): Float64Array {
  const values = new Float64Array(sums.size + bottom.length);
  let at = 0;
  for (const members of sums.values()) {
    for (const member of members) values[at]! += bottom[member]!;
    at++;
  }
  values.set(bottom, sums.size);
  return values;
}
