import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';
import type { AnyAggregate } from '@linchpin/domain';

const known = new WeakMap<AnyAggregate, string>();

/**
 * What a state depends on besides its events: the initial state and the text of the folds and upcasters. A snapshot
 * made under another fingerprint is ignored. A helper that a fold calls is not part of it: raise `stateVersion` of the
 * aggregate when such a helper changes its meaning.
 */
export function fingerprintOf(aggregate: AnyAggregate): string {
  let fingerprint = known.get(aggregate);
  if (fingerprint === undefined) {
    const hash = createHash('sha256');
    hash.update(`${aggregate.name}\n${aggregate.stateVersion ?? 1}\n`).update(serialize(aggregate.initial));
    for (const functions of [aggregate.evolve, aggregate.upcast ?? {}])
      for (const [name, fold] of Object.entries(functions).sort(([a], [b]) => (a < b ? -1 : 1)))
        hash.update(`${name}: ${fold}\n`);
    fingerprint = hash.digest('hex').slice(0, 16);
    known.set(aggregate, fingerprint);
  }
  return fingerprint;
}
