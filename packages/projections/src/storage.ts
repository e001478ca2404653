import type { AnyBulkWriteOperation, ClientSession, Collection, Db } from '@linchpin/mongo';
import { Digest } from './digest.js';
import type { Documents } from './folder.js';
import type { PartitionKey } from './partitions.js';

/** A document as it is stored: its key is its `_id`. */
export type Stored<Document> = Document & { readonly _id: string };

/** What is known of a projection: one document of the collection `projections`. */
export interface Meta {
  /** The projection's name. */
  readonly _id: string;
  readonly version: number;
  /** The collection in use. */
  readonly collection: string;
  readonly builtAt: Date;
  /** Since when it has been in use. */
  readonly usedSince: Date;
  /** The head of each source log up to which it was built, by service. */
  readonly builtFrom: Readonly<Record<string, number>>;
  /** Of the documents as built. */
  readonly digest: string;
  /** The one before it, kept for going back. */
  readonly previous?: Built | undefined;
  /** One built beside it, which waits to be compared and taken into use. */
  readonly beside?: Built | undefined;
}

/** A collection that is not in use, and what it was built as. */
export type Built = Pick<Meta, 'version' | 'collection' | 'builtAt' | 'builtFrom' | 'digest'>;

/** What is kept of the one in use when another one takes its place. */
export const builtOf = ({ version, collection, builtAt, builtFrom, digest }: Meta): Built => ({
  version,
  collection,
  builtAt,
  builtFrom,
  digest,
});

/** Everything of a partition up to the position is in the collection: one document of `checkpoints`. */
export interface Checkpoint {
  /** The collection and the partition: `people.directory__v3_1|people.employee/3`. */
  readonly _id: string;
  readonly collection: string;
  readonly partition: PartitionKey;
  readonly position: number;
  /** When it was written. */
  readonly at: Date;
}

// int64 are read as bigint, as folds wrote them; a JS number is stored as int32 or double.
const asWritten = { useBigInt64: true, promoteBuffers: true, ignoreUndefined: true } as const;

/** The documents of a projection, read as its folds wrote them. */
// biome-ignore lint/suspicious/noExplicitAny: the driver's types cannot follow a document type that is not known here
export const documentsIn = (db: Db, name: string): Collection<any> => db.collection(name, asWritten);

export const metasIn = (db: Db): Collection<Meta> => db.collection<Meta>('projections');
export const checkpointsIn = (db: Db): Collection<Checkpoint> => db.collection<Checkpoint>('checkpoints');

/** The checkpoints of a collection by partition; a partition without one stands at 0. */
export async function loadCheckpoints(
  db: Db,
  collection: string,
  session?: ClientSession,
): Promise<Map<PartitionKey, number>> {
  const id = { $gte: `${collection}|`, $lt: `${collection}}` };
  const found = await checkpointsIn(db)
    .find({ _id: id }, session ? { session } : {})
    .toArray();
  return new Map(found.map(({ partition, position }) => [partition, position]));
}

/** Writes checkpoints. */
export async function saveCheckpoints(
  db: Db,
  collection: string,
  positions: ReadonlyMap<PartitionKey, number>,
  session?: ClientSession,
): Promise<void> {
  const at = new Date();
  const writes = [...positions].map(([partition, position]) => ({
    updateOne: {
      filter: { _id: `${collection}|${partition}` },
      update: { $set: { collection, partition, position, at } },
      upsert: true,
    },
  }));
  if (writes.length > 0)
    await checkpointsIn(db).bulkWrite(writes, { ordered: false, ...(session && { session }) });
}

/** The documents with these keys; a key without one is there as undefined. */
export async function loadDocuments<Document>(
  collection: Collection,
  keys: Iterable<string>,
  session?: ClientSession,
): Promise<Documents<Document>> {
  const documents: Documents<Document> = new Map([...keys].map((key) => [key, undefined]));
  const ids = [...documents.keys()];
  if (ids.length === 0) return documents;
  const filter = { _id: ids.length === 1 ? ids[0] : { $in: ids } } as object;
  for await (const stored of collection.find(filter, { batchSize: 10_000, ...(session && { session }) })) {
    const { _id, ...document } = stored;
    documents.set(String(_id), document as Document);
  }
  return documents;
}

/** Writes the documents as they are now, each once; one that is undefined is deleted. */
export async function saveDocuments<Document>(
  collection: Collection,
  documents: Iterable<readonly [string, Document | undefined]>,
  session?: ClientSession,
): Promise<void> {
  const writes = Array.from(documents, ([key, document]): AnyBulkWriteOperation => {
    const filter = { _id: key } as object;
    return document === undefined
      ? { deleteOne: { filter } }
      : { replaceOne: { filter, replacement: document as object, upsert: true } };
  });
  if (writes.length > 0) await collection.bulkWrite(writes, { ordered: false, ...(session && { session }) });
}

/** Where a collection stands, and its digest there: one snapshot of both. */
export async function cutOf(
  db: Db,
  collection: string,
): Promise<{ positions: Map<PartitionKey, number>; digest: string }> {
  const session = db.client.startSession({ snapshot: true });
  try {
    const positions = await loadCheckpoints(db, collection, session);
    return { positions, digest: (await digestOf(documentsIn(db, collection), session)).end() };
  } finally {
    await session.endSession();
  }
}

/** A digest over all documents of a collection, in the order of their ids. */
export async function digestOf(collection: Collection, session?: ClientSession): Promise<Digest> {
  const digest = new Digest();
  const cursor = collection.find({}, { sort: { _id: 1 }, batchSize: 5_000, ...(session && { session }) });
  for await (const { _id, ...document } of cursor) digest.add(String(_id), document);
  return digest;
}
