import { randomUUID } from 'node:crypto';
import type { Db } from '@linchpin/mongo';
import { BuildLockedError } from './errors.js';

const duration = 30_000;

interface LeaseDocument {
  readonly _id: string;
  readonly holder: string;
  readonly until: Date;
}

/** The right to build a projection, held by one process at a time and lost 30 s after the last renewal. */
export interface BuildLease {
  /** Holds it for longer; cheap to call often. @throws {BuildLockedError} when it was lost. */
  renew(): Promise<void>;
  release(): Promise<void>;
}

/** Takes the right to build, by MongoDB's clock; undefined: another process has it. */
export async function takeBuildLease(db: Db, projection: string): Promise<BuildLease | undefined> {
  const leases = db.collection<LeaseDocument>('leases');
  const _id = `projection/${projection}`;
  const holder = randomUUID();
  const until = { $add: ['$$NOW', duration] };
  const free = { $lt: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] };
  const take = [
    { $set: { holder: { $cond: [free, holder, '$holder'] }, until: { $cond: [free, until, '$until'] } } },
  ];
  const held = await leases.findOneAndUpdate({ _id }, take, { upsert: true, returnDocument: 'after' });
  if (held?.holder !== holder) return undefined;
  let renewedAt = Date.now();
  return {
    async renew() {
      if (Date.now() - renewedAt < duration / 6) return;
      const { matchedCount } = await leases.updateOne({ _id, holder }, [{ $set: { until } }]);
      if (matchedCount === 0) throw new BuildLockedError(projection);
      renewedAt = Date.now();
    },
    async release() {
      await leases.deleteOne({ _id, holder });
    },
  };
}
