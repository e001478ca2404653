import type { Projection } from '@linchpin/domain';
import type { Db } from '@linchpin/mongo';
import { canonical } from './digest.js';
import { NotBuiltError } from './errors.js';
import { type Documents, Folder, present } from './folder.js';
import type { LogOf } from './log-reader.js';
import { aggregatesByService, PartitionFinder, type PartitionKey } from './partitions.js';
import { readAhead } from './read-ahead.js';
import { documentsIn, loadCheckpoints, metasIn } from './storage.js';

/** Whether a projection equals a fold of its logs. */
export interface ProjectionVerdict {
  readonly equal: boolean;
  readonly documents: number;
  /** Events folded. */
  readonly events: number;
  /** The first document, by id, that is not what the logs say; undefined on a side where it is missing. */
  readonly difference?: { readonly id: string; readonly expected: unknown; readonly found: unknown };
}

/**
 * Compares the collection in use with a fold of the logs from the first event to where the collection stands. Holds
 * the documents in memory.
 */
export async function verifyProjection<Document>(
  projection: Projection<Document>,
  { db, logOf }: { db: Db; logOf: LogOf },
): Promise<ProjectionVerdict> {
  const { positions, found } = await snapshotOf<Document>(db, projection.name);
  const folder = new Folder(projection);
  const folded: Documents<Document> = new Map();
  const partitions = new PartitionFinder();
  const to = Math.max(0, ...positions.values());
  let events = 0;
  for (const [service, aggregates] of aggregatesByService(projection))
    for await (const batch of readAhead(logOf(service).read({ from: 1, to, aggregates }))) {
      const within = batch.filter((event) => event.position <= (positions.get(partitions.of(event)) ?? 0));
      folder.apply(folder.steps(within), folded);
      events += within.length;
    }
  const expected = present(folded);
  for (const id of [...new Set([...expected.keys(), ...found.keys()])].sort()) {
    const difference = { id, expected: expected.get(id), found: found.get(id) };
    if (canonical(difference.expected) !== canonical(difference.found))
      return { equal: false, documents: found.size, events, difference };
  }
  return { equal: true, documents: found.size, events };
}

/** The documents and where they stand, at one instant. */
async function snapshotOf<Document>(
  db: Db,
  name: string,
): Promise<{ positions: ReadonlyMap<PartitionKey, number>; found: ReadonlyMap<string, Document> }> {
  const session = db.client.startSession({ snapshot: true });
  try {
    const meta = await metasIn(db).findOne({ _id: name }, { session });
    if (meta === null) throw new NotBuiltError(name);
    const positions = await loadCheckpoints(db, meta.collection, session);
    const found = new Map<string, Document>();
    for await (const { _id, ...document } of documentsIn(db, meta.collection).find(
      {},
      { session, batchSize: 5_000 },
    ))
      found.set(String(_id), document as Document);
    return { positions, found };
  } finally {
    await session.endSession();
  }
}
