import type { LoggedEvent, Projection } from '@linchpin/domain';
import type { Collection, Db } from '@linchpin/mongo';
import type { Logger } from 'pino';
import { BuildLockedError, SupersededError } from './errors.js';
import { type Documents, Folder } from './folder.js';
import { type BuildLease, takeBuildLease } from './lease.js';
import type { LogOf } from './log-reader.js';
import { aggregatesByService, PartitionFinder, type PartitionKey, partitionsOf } from './partitions.js';
import { readAhead } from './read-ahead.js';
import {
  checkpointsIn,
  digestOf,
  documentsIn,
  loadCheckpoints,
  loadDocuments,
  type Meta,
  metasIn,
  saveCheckpoints,
  saveDocuments,
} from './storage.js';

/** The most documents held in memory; beyond it they are written and read back when they are needed. */
const heldDocuments = 100_000;

/** How far a build has come. */
export interface BuildProgress {
  /** Events read from the logs. */
  readonly events: number;
  /** Events to read, as known when it began. */
  readonly total: number;
}

/** What a build found. */
export interface BuildResult {
  readonly collection: string;
  /** Events read from the logs. */
  readonly events: number;
  readonly documents: number;
  readonly digest: string;
  /** From the first event to the switch, in milliseconds. */
  readonly tookMs: number;
  /** The one in use before, at the same events; undefined: there was none. */
  readonly old?: {
    readonly collection: string;
    readonly version: number;
    readonly digest: string;
    readonly equal: boolean;
  };
}

export interface BuildOptions {
  readonly db: Db;
  // biome-ignore lint/suspicious/noExplicitAny: a build does not look into documents
  readonly projection: Projection<any>;
  readonly logOf: LogOf;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
}

/**
 * Builds a projection from the first event beside the one in use, compares the two by digest at the same events, and
 * switches. The one before is kept for going back, those before it are dropped. The new one may then lack the latest
 * events: catch up.
 * @throws {BuildLockedError} when another process is building it.
 * @throws {SupersededError} when the one in use is of a later version.
 */
export async function build(options: BuildOptions): Promise<BuildResult> {
  const { db, projection } = options;
  const lease = await takeBuildLease(db, projection.name);
  if (lease === undefined) throw new BuildLockedError(projection.name);
  try {
    return await new Build(options, lease).run();
  } finally {
    await lease.release();
  }
}

class Build {
  readonly #options: BuildOptions;
  readonly #lease: BuildLease;
  readonly #folder: Folder<unknown>;
  readonly #partitions = new PartitionFinder();
  readonly #positions = new Map<PartitionKey, number>();
  #collection!: Collection;
  #documents: Documents<unknown> = new Map();
  #dirty = new Set<string>();
  #allHeld = true;
  #events = 0;
  #total = 0;

  constructor(options: BuildOptions, lease: BuildLease) {
    this.#options = options;
    this.#lease = lease;
    this.#folder = new Folder(options.projection);
  }

  async run(): Promise<BuildResult> {
    const { db, projection, log } = this.#options;
    const started = performance.now();
    const meta = (await metasIn(db).findOne({ _id: projection.name })) ?? undefined;
    if (meta !== undefined && meta.version > projection.version)
      throw new SupersededError(projection.name, projection.version, meta.version);
    const name = await this.#freeName(meta);
    this.#collection = documentsIn(db, name);
    const old = meta && (await this.#cut(meta));
    await this.#fold(old?.positions);
    await this.#flush();
    const cut = await digestOf(this.#collection);
    const digest = cut.end();
    const heads = await this.#fold();
    await this.#flush();
    for (const keys of projection.indexes ?? []) await this.#collection.createIndex(keys);
    await saveCheckpoints(db, name, this.#positions);
    await this.#lease.renew();
    const next: Meta = {
      _id: projection.name,
      version: projection.version,
      collection: name,
      builtAt: new Date(),
      builtFrom: heads,
      digest,
      ...(meta && { previous: { version: meta.version, collection: meta.collection } }),
    };
    await this.#switch(meta, next);
    const equal = old?.digest === digest;
    const found = { collection: name, events: this.#events, documents: cut.documents, digest };
    if (meta?.version === projection.version && !equal)
      log.error(
        { projection: projection.name, old: meta.collection, new: name },
        'a rebuild differs from the one in use; the rebuild is now in use',
      );
    return {
      ...found,
      tookMs: performance.now() - started,
      ...(meta &&
        old && { old: { collection: meta.collection, version: meta.version, digest: old.digest, equal } }),
    };
  }

  /** A name that no collection has; drops what an unfinished build, or one before the last, left behind. */
  async #freeName(meta: Meta | undefined): Promise<string> {
    const { db, projection } = this.#options;
    const prefix = `${projection.name}__v`;
    const kept = new Set([meta?.collection, meta?.previous?.collection]);
    const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
    const mine = names.filter((name) => name.startsWith(prefix));
    for (const name of mine) if (!kept.has(name)) await this.#drop(name);
    const last = Math.max(0, ...[...mine, ...kept].map((name) => Number(name?.split('_').at(-1) ?? 0)));
    return `${prefix}${projection.version}_${last + 1}`;
  }

  async #drop(name: string): Promise<void> {
    const { db } = this.#options;
    await db.dropCollection(name);
    await checkpointsIn(db).deleteMany({ collection: name });
  }

  /** Where the collection in use stands, and its digest there: one snapshot of both. */
  async #cut({ collection }: Meta): Promise<{ positions: Map<PartitionKey, number>; digest: string }> {
    const { db } = this.#options;
    const session = db.client.startSession({ snapshot: true });
    try {
      const positions = await loadCheckpoints(db, collection, session);
      return { positions, digest: (await digestOf(documentsIn(db, collection), session)).end() };
    } finally {
      await session.endSession();
    }
  }

  /**
   * Folds what the logs hold beyond where the new collection stands: up to their heads, or up to where each partition
   * of the old one stands.
   */
  async #fold(limits?: ReadonlyMap<PartitionKey, number>): Promise<Record<string, number>> {
    const { logOf, projection, signal } = this.#options;
    const heads: Record<string, number> = {};
    for (const [service, aggregates] of aggregatesByService(projection)) {
      const log = logOf(service);
      const partitions = partitionsOf(aggregates);
      const head = await log.head();
      heads[service] = head;
      const limitOf = (key: PartitionKey) => (limits === undefined ? head : (limits.get(key) ?? 0));
      const from = Math.min(...partitions.map((key) => this.#positions.get(key) ?? 0)) + 1;
      const to = Math.max(...partitions.map(limitOf));
      this.#total = Math.max(this.#total, head);
      if (from <= to)
        for await (const batch of readAhead(log.read({ from, to, aggregates, signal }))) {
          signal.throwIfAborted();
          await this.#apply(
            batch.filter((event) => {
              const key = this.#partitions.of(event);
              return event.position > (this.#positions.get(key) ?? 0) && event.position <= limitOf(key);
            }),
          );
        }
      for (const key of partitions) this.#positions.set(key, limitOf(key));
    }
    return heads;
  }

  async #apply(events: readonly LoggedEvent[]): Promise<void> {
    const steps = this.#folder.steps(events);
    const touched = new Set(steps.map(({ key }) => key));
    if (!this.#allHeld) {
      const missing = [...touched].filter((key) => !this.#documents.has(key));
      for (const [key, document] of await loadDocuments(this.#collection, missing))
        this.#documents.set(key, document);
    }
    this.#folder.apply(steps, this.#documents);
    for (const key of touched) this.#dirty.add(key);
    this.#events += events.length;
    this.#options.onProgress?.({ events: this.#events, total: this.#total });
    await this.#lease.renew();
    if (this.#documents.size <= heldDocuments) return;
    await this.#flush();
    this.#documents = new Map();
    this.#allHeld = false;
  }

  async #flush(): Promise<void> {
    const keys = [...this.#dirty];
    for (let at = 0; at < keys.length; at += 2_000) {
      const chunk = keys.slice(at, at + 2_000).map((key) => [key, this.#documents.get(key)] as const);
      await saveDocuments(this.#collection, chunk);
      await this.#lease.renew();
    }
    this.#dirty = new Set();
  }

  async #switch(from: Meta | undefined, to: Meta): Promise<void> {
    const { db, projection } = this.#options;
    const metas = metasIn(db);
    if (from === undefined) {
      await metas.insertOne(to);
      return;
    }
    const { matchedCount } = await metas.replaceOne(
      { _id: projection.name, collection: from.collection },
      to,
    );
    if (matchedCount === 0) throw new BuildLockedError(projection.name);
    if (from.previous !== undefined) await this.#drop(from.previous.collection);
  }
}
