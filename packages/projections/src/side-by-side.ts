import { bringForward, type ForwardParts } from './bring-forward.js';
import { AheadError, BuildLockedError, NoneKeptError, NotBuiltError, OtherVersionError } from './errors.js';
import { type BuildLease, takeBuildLease } from './lease.js';
import { type Built, cutOf, type Meta, metasIn } from './storage.js';
import { takeIntoUse } from './take-into-use.js';

/** Two collections of one projection at the same events. */
export interface Comparison {
  /** The collection in use. */
  readonly used: string;
  /** The one built beside it. */
  readonly beside: string;
  readonly digestUsed: string;
  readonly digestBeside: string;
  readonly equal: boolean;
  /** The last position of the events that both hold. */
  readonly position: number;
}

/** What a switch did. */
export interface Switched {
  /** The collection in use now. */
  readonly used: string;
  /** The one that was in use before. */
  readonly previous: string;
  /** Events that it lacked and was given before the switch. */
  readonly caughtUp: number;
}

/**
 * Brings the collection built beside to where the one in use stands, and compares the two by digest.
 * @throws {NoneKeptError} when none was built
 * @throws {OtherVersionError} when another version of the code built it
 * @throws {AheadError} when it holds later events than the one in use
 */
export const compare = (parts: ForwardParts): Promise<Comparison> =>
  underLease(parts, async (meta, lease) => {
    const { collection } = keptOf(parts, meta, 'beside');
    const used = await cutOf(parts.db, meta.collection);
    await bringForward(parts, collection, () => lease.renew(), used.positions);
    const { positions, digest: digestBeside } = await cutOf(parts.db, collection);
    for (const [partition, position] of positions)
      if (position > (used.positions.get(partition) ?? 0)) throw new AheadError(meta._id);
    return {
      used: meta.collection,
      beside: collection,
      digestUsed: used.digest,
      digestBeside,
      equal: used.digest === digestBeside,
      position: Math.max(0, ...used.positions.values()),
    };
  });

/** Takes the collection built beside into use. @throws {NoneKeptError} {@link OtherVersionError} */
export const switchOver = (parts: ForwardParts): Promise<Switched> => exchange(parts, 'beside');

/** Takes the collection that was in use before into use again. @throws {NoneKeptError} {@link OtherVersionError} */
export const rollBack = (parts: ForwardParts): Promise<Switched> => exchange(parts, 'previous');

/** What may take long comes first; what came meanwhile is part of the switch. */
const exchange = (parts: ForwardParts, which: 'beside' | 'previous'): Promise<Switched> =>
  underLease(parts, async (meta, lease) => {
    const kept = keptOf(parts, meta, which);
    const early = await bringForward(parts, kept.collection, () => lease.renew());
    const late = await takeIntoUse(parts, meta, kept);
    return { used: kept.collection, previous: meta.collection, caughtUp: early + late };
  });

async function underLease<Result>(
  { db, projection }: ForwardParts,
  work: (meta: Meta, lease: BuildLease) => Promise<Result>,
): Promise<Result> {
  const lease = await takeBuildLease(db, projection.name);
  if (lease === undefined) throw new BuildLockedError(projection.name);
  try {
    const meta = await metasIn(db).findOne({ _id: projection.name });
    if (meta === null) throw new NotBuiltError(projection.name);
    return await work(meta, lease);
  } finally {
    await lease.release();
  }
}

function keptOf({ projection }: ForwardParts, meta: Meta, which: 'beside' | 'previous'): Built {
  const kept = meta[which];
  if (kept === undefined) throw new NoneKeptError(projection.name, which);
  if (kept.version !== projection.version)
    throw new OtherVersionError(projection.name, projection.version, kept.version);
  return kept;
}
