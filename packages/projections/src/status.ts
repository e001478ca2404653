import type { Db } from '@linchpin/mongo';
import type { Counters } from './counters.js';
import type { LogOf } from './log-reader.js';
import { byService, type PartitionKey, partitionOfStream, partitionsOf } from './partitions.js';
import type { Projector, State } from './projector.js';
import { checkpointsIn, documentsIn } from './storage.js';

/** Up to this distance from the head the lag is counted exactly; beyond it the distance is given. */
const countedLag = 1_000;

/** Where a projection stands. */
export interface ProjectionStatus {
  readonly name: string;
  /** The version of this process's code. */
  readonly version: number;
  /** The version of the documents being served; undefined: none yet. Lower than `version` during a build: they are stale. */
  readonly servedVersion?: number | undefined;
  readonly collection?: string | undefined;
  /** What it does in this process. */
  readonly state: State;
  /** Why it failed, or was superseded. */
  readonly reason?: string | undefined;
  /** The last position applied. */
  readonly position: number;
  /** Events of its sources in the logs and not yet applied; at most that, when it is far behind. */
  readonly lagEvents: number;
  /** Documents, estimated. */
  readonly documents: number;
  readonly updatedAt?: Date | undefined;
  readonly counters: Readonly<Counters>;
}

/** Tells where a projection stands, from MongoDB and its logs. */
export async function statusOf(db: Db, logOf: LogOf, projector: Projector): Promise<ProjectionStatus> {
  const meta = await projector.refresh();
  const { name, version } = projector.projection;
  const checkpoints = meta ? await checkpointsIn(db).find({ collection: meta.collection }).toArray() : [];
  const positions = new Map(checkpoints.map(({ partition, position }) => [partition, position]));
  const lagEvents = await lagOf(
    positions,
    projector.projection.sources.map(({ source }) => source.name),
    logOf,
  );
  const updatedAt = checkpoints.map(({ at }) => at).sort((a, b) => b.getTime() - a.getTime())[0];
  return {
    name,
    version,
    servedVersion: meta?.version,
    collection: meta?.collection,
    state: projector.state,
    reason: projector.reason,
    position: Math.max(0, ...positions.values()),
    lagEvents,
    documents: meta ? await documentsIn(db, meta.collection).estimatedDocumentCount() : 0,
    updatedAt,
    counters: { ...projector.counters },
  };
}

/**
 * How many events of some aggregates lie beyond the positions reached, by partition: exactly, or at most that when it
 * is far behind.
 */
export async function lagOf(
  positions: ReadonlyMap<PartitionKey, number>,
  aggregates: readonly string[],
  logOf: LogOf,
): Promise<number> {
  let lag = 0;
  for (const [service, names] of byService(aggregates)) {
    const log = logOf(service);
    const head = await log.head();
    const own = partitionsOf(names).flatMap((partition) => positions.get(partition) ?? []);
    const last = Math.max(0, ...own);
    const lowest = Math.min(last, ...own);
    if (head - lowest > countedLag) lag += head - last;
    else if (head > lowest)
      for await (const batch of log.read({ from: lowest + 1, to: head, aggregates: names }))
        for (const { stream, position } of batch)
          if (position > (positions.get(partitionOfStream(stream)) ?? 0)) lag += 1;
  }
  return lag;
}
