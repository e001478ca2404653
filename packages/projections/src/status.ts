import type { Db } from '@linchpin/mongo';
import type { Counters } from './counters.js';
import type { LogOf } from './log-reader.js';
import { aggregatesByService, partitionOfStream } from './partitions.js';
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
  let lagEvents = 0;
  for (const [service, aggregates] of aggregatesByService(projector.projection)) {
    const log = logOf(service);
    const head = await log.head();
    const own = checkpoints.filter(({ partition }) =>
      aggregates.some((each) => partition.startsWith(`${each}/`)),
    );
    const last = Math.max(0, ...own.map(({ position }) => position));
    const lowest = Math.min(last, ...own.map(({ position }) => position));
    if (head - lowest > countedLag) lagEvents += head - last;
    else if (head > lowest)
      for await (const batch of log.read({ from: lowest + 1, to: head, aggregates }))
        for (const { stream, position } of batch)
          if (position > (positions.get(partitionOfStream(stream)) ?? 0)) lagEvents += 1;
  }
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
