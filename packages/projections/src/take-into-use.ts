import { bringLevel, type ForwardParts } from './bring-forward.js';
import { BuildLockedError } from './errors.js';
import { type Built, builtOf, type Meta, metasIn } from './storage.js';

/**
 * Puts a collection in the place of the one in use, at once for all who read: it holds then all that the other one
 * holds, so that nobody sees an earlier state than before. The other one is kept for going back.
 * @returns how many events it lacked
 * @throws {BuildLockedError} when another process has done so meanwhile
 */
export async function takeIntoUse(parts: ForwardParts, from: Meta | undefined, to: Built): Promise<number> {
  const metas = metasIn(parts.db);
  const _id = parts.projection.name;
  const next = { ...to, usedSince: new Date(), ...(from && { previous: builtOf(from) }) };
  if (from === undefined) {
    await metas.insertOne({ _id, ...next });
    return 0;
  }
  return bringLevel(parts, to.collection, from.collection, async (session) => {
    const used = { _id, collection: from.collection };
    const { matchedCount } = await metas.replaceOne(used, next, { session });
    if (matchedCount === 0) throw new BuildLockedError(_id);
  });
}
