import type { LoggedEvent, Projection } from '@linchpin/domain';
import type { ClientSession, Db } from '@linchpin/mongo';
import { Folder } from './folder.js';
import type { LogOf } from './log-reader.js';
import { aggregatesByService, PartitionFinder, type PartitionKey, partitionsOf } from './partitions.js';
import { readAhead } from './read-ahead.js';
import { documentsIn, loadCheckpoints, loadDocuments, saveCheckpoints, saveDocuments } from './storage.js';

/** What it takes to fold into a collection that is not in use. */
export interface ForwardParts {
  readonly db: Db;
  // biome-ignore lint/suspicious/noExplicitAny: what is folded is not looked into
  readonly projection: Projection<any>;
  readonly logOf: LogOf;
  readonly signal: AbortSignal;
}

/** Where a collection shall stand, by partition. */
export type Ends = ReadonlyMap<PartitionKey, number>;

/**
 * Folds what the logs hold into a collection that is not in use, from where it stands up to the heads of the logs, or up
 * to where another one stands. Each batch is one transaction with its checkpoints: it may be broken off and taken up
 * again.
 * @param renew called after each batch
 * @returns how many events it lacked
 */
export async function bringForward(
  parts: ForwardParts,
  collection: string,
  renew: () => Promise<void>,
  to?: Ends,
): Promise<number> {
  const ends = to ?? (await headsOf(parts));
  let applied = 0;
  for await (const batch of lackingIn(parts, await loadCheckpoints(parts.db, collection), ends)) {
    applied += await inTransaction(parts.db, (session) => applyOnce(parts, collection, batch, ends, session));
    await renew();
  }
  await inTransaction(parts.db, (session) => applyOnce(parts, collection, [], ends, session));
  return applied;
}

/**
 * Brings a collection to where another one stands, and does something, all in one transaction with which nothing can be
 * applied to that other one.
 * @returns how many events it lacked
 */
export const bringLevel = (
  parts: ForwardParts,
  collection: string,
  other: string,
  then: (session: ClientSession) => Promise<void>,
): Promise<number> =>
  inTransaction(parts.db, async (session) => {
    // Whoever applies to the other one writes these too, and so has to wait and look again.
    const ends = await loadCheckpoints(parts.db, other, session);
    await saveCheckpoints(parts.db, other, ends, session);
    const standing = await loadCheckpoints(parts.db, collection, session);
    const lacking: LoggedEvent[] = [];
    for await (const batch of lackingIn(parts, standing, ends)) lacking.push(...batch);
    const applied = await applyOnce(parts, collection, lacking, ends, session);
    await then(session);
    return applied;
  });

async function headsOf({ projection, logOf }: ForwardParts): Promise<Ends> {
  const ends = new Map<PartitionKey, number>();
  for (const [service, aggregates] of aggregatesByService(projection)) {
    const head = await logOf(service).head();
    for (const key of partitionsOf(aggregates)) ends.set(key, head);
  }
  return ends;
}

async function* lackingIn(
  { projection, logOf, signal }: ForwardParts,
  standing: Ends,
  ends: Ends,
): AsyncGenerator<readonly LoggedEvent[]> {
  for (const [service, aggregates] of aggregatesByService(projection)) {
    const partitions = partitionsOf(aggregates);
    const from = Math.min(...partitions.map((key) => standing.get(key) ?? 0)) + 1;
    const to = Math.max(...partitions.map((key) => ends.get(key) ?? 0));
    if (from <= to) yield* readAhead(logOf(service).read({ from, to, aggregates, signal }));
  }
}

async function applyOnce(
  { db, projection }: ForwardParts,
  name: string,
  events: readonly LoggedEvent[],
  ends: Ends,
  session: ClientSession,
): Promise<number> {
  const folder = new Folder<unknown>(projection);
  const partitions = new PartitionFinder();
  const standing = await loadCheckpoints(db, name, session);
  const fresh = events.filter((event) => {
    const key = partitions.of(event);
    return event.position > (standing.get(key) ?? 0) && event.position <= (ends.get(key) ?? 0);
  });
  const steps = folder.steps(fresh);
  const collection = documentsIn(db, name);
  const documents = await loadDocuments(collection, new Set(steps.map(({ key }) => key)), session);
  folder.apply(steps, documents);
  await saveDocuments(collection, documents, session);
  await saveCheckpoints(db, name, movedBy(events, fresh, partitions, standing, ends), session);
  return fresh.length;
}

/** Without events it is known that nothing else lies before the ends. */
function movedBy(
  events: readonly LoggedEvent[],
  fresh: readonly LoggedEvent[],
  partitions: PartitionFinder,
  standing: Ends,
  ends: Ends,
): Ends {
  if (events.length > 0) return new Map(fresh.map((event) => [partitions.of(event), event.position]));
  return new Map([...ends].map(([key, end]) => [key, Math.max(end, standing.get(key) ?? 0)]));
}

const inTransaction = <Result>(db: Db, work: (session: ClientSession) => Promise<Result>): Promise<Result> =>
  db.client.withSession((session) =>
    session.withTransaction(() => work(session), {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority', journal: true },
    }),
  );
