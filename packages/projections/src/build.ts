import type { LoggedEvent } from '@linchpin/domain';
import type { Collection } from '@linchpin/mongo';
import type { Logger } from 'pino';
import type { ForwardParts } from './bring-forward.js';
import { BuildLockedError, SupersededError } from './errors.js';
import { type Documents, Folder } from './folder.js';
import { type BuildLease, takeBuildLease } from './lease.js';
import { aggregatesByService, PartitionFinder, type PartitionKey, partitionsOf } from './partitions.js';
import { readAhead } from './read-ahead.js';
import {
  type Built,
  checkpointsIn,
  cutOf,
  digestOf,
  documentsIn,
  loadDocuments,
  type Meta,
  metasIn,
  saveCheckpoints,
  saveDocuments,
} from './storage.js';
import { takeIntoUse } from './take-into-use.js';

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

export interface BuildOptions extends ForwardParts {
  readonly log: Logger;
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
  /** Leaves the one in use in use; without one there is nothing to leave. */
  readonly beside?: boolean | undefined;
}

/** How long a collection is kept after it was last in use: readers elsewhere may not have seen the switch yet. */
const keptMs = 10_000;

/**
 * Builds a projection from the first event beside the one in use, compares the two by digest at the same events, and
 * switches unless told not to. The one before is kept for going back; the next build drops those before it. The new one
 * may then lack the latest events: catch up.
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
    const old = meta && (await cutOf(db, meta.collection));
    const cutHeads = await this.#fold(old?.positions);
    await this.#flush();
    const cut = await digestOf(this.#collection);
    const digest = cut.end();
    for (const keys of projection.indexes ?? []) await this.#collection.createIndex(keys);
    // One that waits must not be ahead of the one in use: they are compared where that one stands.
    const waits = this.#options.beside === true && meta !== undefined;
    const builtFrom = waits ? cutHeads : await this.#fold();
    await this.#flush();
    await saveCheckpoints(db, name, this.#positions);
    await this.#lease.renew();
    const built: Built = {
      version: projection.version,
      collection: name,
      builtAt: new Date(),
      builtFrom,
      digest,
    };
    if (waits) await metasIn(db).updateOne({ _id: projection.name }, { $set: { beside: built } });
    else await takeIntoUse(this.#options, meta, built);
    const equal = old?.digest === digest;
    const found = { collection: name, events: this.#events, documents: cut.documents, digest };
    if (!waits && meta?.version === projection.version && !equal)
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

  /** A name that no collection has; drops what is neither in use, nor kept, nor may still be read. */
  async #freeName(meta: Meta | undefined): Promise<string> {
    const { db, projection } = this.#options;
    const prefix = `${projection.name}__v`;
    const kept = new Set([meta?.collection, meta?.previous?.collection]);
    const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
    const mine = names.filter((name) => name.startsWith(prefix));
    if (meta === undefined || Date.now() - meta.usedSince.getTime() > keptMs) {
      await metasIn(db).updateOne({ _id: projection.name }, { $unset: { beside: true } });
      for (const name of mine) if (!kept.has(name)) await this.#drop(name);
    }
    const last = Math.max(0, ...[...mine, ...kept].map((name) => Number(name?.split('_').at(-1) ?? 0)));
    return `${prefix}${projection.version}_${last + 1}`;
  }

  async #drop(name: string): Promise<void> {
    const { db } = this.#options;
    await db.dropCollection(name);
    await checkpointsIn(db).deleteMany({ collection: name });
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
}
