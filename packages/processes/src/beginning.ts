import type { Process } from '@linchpin/domain';
import type { Collection, Db } from '@linchpin/mongo';
import {
  byService,
  type LogOf,
  type PartitionKey,
  partitionsOf,
  saveCheckpoints,
} from '@linchpin/projections';
import { transact } from './transact.js';

interface Beginning {
  /** The process's name. */
  readonly _id: string;
  readonly startsFrom: Process['startsFrom'];
  readonly at: Date;
}

/** The aggregates that a process reacts to. */
export const aggregatesOf = ({ reactions }: Process): readonly string[] => [
  ...new Set(reactions.map(({ source }) => source.name)),
];

/** What the checkpoints of a process, and its lease, are kept under. */
export const checkpointNameOf = ({ name }: Process): string => `process/${name}`;

/** Records where a process begins, unless it has begun before: its checkpoints are then what counts. */
export async function recordBeginning(
  process: Process,
  { db, logOf }: { db: Db; logOf: LogOf },
): Promise<void> {
  const { name, startsFrom } = process;
  const beginnings: Collection<Beginning> = db.collection('processes');
  if ((await beginnings.findOne({ _id: name })) !== null) return;
  const positions = new Map<PartitionKey, number>();
  if (startsFrom === 'now')
    for (const [service, aggregates] of byService(aggregatesOf(process))) {
      const head = await logOf(service).head();
      for (const partition of partitionsOf(aggregates)) positions.set(partition, head);
    }
  await transact(db, async (session) => {
    const { upsertedCount } = await beginnings.updateOne(
      { _id: name },
      { $setOnInsert: { startsFrom, at: new Date() } },
      { upsert: true, session },
    );
    if (upsertedCount === 1) await saveCheckpoints(db, checkpointNameOf(process), positions, session);
  });
}
