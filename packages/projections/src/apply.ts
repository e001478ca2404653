import type { LoggedEvent } from '@linchpin/domain';
import type { ClientSession, Db } from '@linchpin/mongo';
import type { Folder } from './folder.js';
import { freshOf } from './fresh.js';
import type { PartitionKey } from './partitions.js';
import {
  documentsIn,
  loadCheckpoints,
  loadDocuments,
  type Meta,
  metasIn,
  saveCheckpoints,
  saveDocuments,
} from './storage.js';

/** Consecutive events of one partition. */
export interface Slice {
  readonly partition: PartitionKey;
  /** Each with the position of the one before it in the partition; absent: it is known that none is missing. */
  readonly events: readonly (LoggedEvent & { readonly previous?: number | undefined })[];
  /** Nothing else of the partition is in the log up to here. */
  readonly upTo?: number | undefined;
}

/** Events that were not delivered: after one position, up to another. */
export interface Gap {
  readonly partition: PartitionKey;
  readonly after: number;
  readonly upTo: number;
}

/** What became of slices. */
export type Outcome =
  | {
      readonly kind: 'applied';
      readonly meta: Meta;
      readonly applied: number;
      readonly repeats: number;
      /** Where the partitions stand that moved. */
      readonly moved: ReadonlyMap<PartitionKey, number>;
    }
  | { readonly kind: 'gap'; readonly gap: Gap }
  | { readonly kind: 'superseded'; readonly meta: Meta | undefined };

/**
 * Applies slices and moves their checkpoints, all in the transaction of the session. Finding out which collection is
 * in use is part of it.
 */
export async function applySlices<Document>(
  { db, folder, name, version }: { db: Db; folder: Folder<Document>; name: string; version: number },
  slices: readonly Slice[],
  session: ClientSession,
): Promise<Outcome> {
  const meta = (await metasIn(db).findOne({ _id: name }, { session })) ?? undefined;
  if (meta?.version !== version) return { kind: 'superseded', meta };
  const checkpoints = await loadCheckpoints(db, meta.collection, session);
  const fresh = freshOf(slices, checkpoints);
  if ('gap' in fresh) return { kind: 'gap', gap: fresh.gap };
  const { events, repeats, moved } = fresh;
  const steps = folder.steps(events);
  const collection = documentsIn(db, meta.collection);
  const documents = await loadDocuments<Document>(collection, new Set(steps.map(({ key }) => key)), session);
  folder.apply(steps, documents);
  await saveDocuments(collection, documents, session);
  await saveCheckpoints(db, meta.collection, moved, session);
  return { kind: 'applied', meta, applied: events.length, repeats, moved };
}
