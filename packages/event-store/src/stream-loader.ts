import type { AnyAggregate } from '@linchpin/domain';
import type { Collection, Db } from '@linchpin/mongo';
import { LRUCache } from 'lru-cache';
import { CommandIds } from './command-ids.js';
import { type Commit, commitIdOf, rangeOf } from './commit.js';
import type { Snapshots } from './snapshots.js';
import { advance, type StreamState } from './stream-state.js';

/** Finds out where streams stand: in-memory cache, else snapshot and the commits after it. */
export class StreamLoader {
  readonly #commits: Collection<Commit>;
  readonly #snapshots: Snapshots;
  readonly #cache: LRUCache<string, StreamState>;

  /** @param cached the most states kept in memory */
  constructor(db: Db, snapshots: Snapshots, cached: number) {
    this.#commits = db.collection('commits');
    this.#snapshots = snapshots;
    this.#cache = new LRUCache({ max: cached });
  }

  /** The state in memory, which may lack the latest commits of other processes. */
  cached(stream: string): StreamState | undefined {
    return this.#cache.get(stream);
  }

  /** Keeps a state in memory. */
  keep(stream: string, at: StreamState): void {
    this.#cache.set(stream, at);
  }

  /** Where the stream stands now, read from MongoDB. */
  async load(aggregate: AnyAggregate, stream: string): Promise<StreamState> {
    const at = (await this.#fromSnapshot(aggregate, stream)) ?? initialOf(aggregate);
    if (at.commits === 0) await this.refresh(aggregate, stream, at);
    return at;
  }

  /** Where the stream stands now, for one who only reads: the state in memory is the start, and stays as it is. */
  async current(aggregate: AnyAggregate, stream: string): Promise<StreamState> {
    const cached = this.#cache.get(stream);
    if (cached === undefined) return this.load(aggregate, stream);
    const at = { ...cached, commandIds: new CommandIds() };
    await this.refresh(aggregate, stream, at);
    return at;
  }

  /** Moves a state on by the commits that it lacks; tells whether there were any. */
  async refresh(aggregate: AnyAggregate, stream: string, at: StreamState): Promise<boolean> {
    const before = at.commits;
    for await (const commit of this.#read(stream, before + 1)) advance(aggregate, at, commit);
    return at.commits > before;
  }

  /** The stream as it was recorded up to an instant, and nothing later. */
  async loadAsOf(aggregate: AnyAggregate, stream: string, asOf: Date): Promise<StreamState> {
    const at = initialOf(aggregate);
    for await (const commit of this.#read(stream, 1)) {
      if (commit.at > asOf) break;
      advance(aggregate, at, commit);
    }
    return at;
  }

  /** The commit that a command left on the stream. */
  findCommand(stream: string, commandId: string): Promise<Commit | null> {
    return this.#commits.findOne({ _id: rangeOf(stream), cmd: commandId }, { promoteBuffers: true });
  }

  /** The commit of the snapshot is read too: a snapshot of commits that are not there is of another past. */
  async #fromSnapshot(aggregate: AnyAggregate, stream: string): Promise<StreamState | undefined> {
    const at = await this.#snapshots.find(aggregate, stream);
    if (at === undefined) return undefined;
    const last = commitIdOf(stream, at.commits);
    let confirmed = false;
    for await (const commit of this.#read(stream, at.commits)) {
      if (confirmed) advance(aggregate, at, commit);
      else if (commit._id === last && commit.at.getTime() === at.recordedAt) confirmed = true;
      else break;
    }
    return confirmed ? at : undefined;
  }

  #read(stream: string, from: number) {
    const options = { promoteBuffers: true, sort: { _id: 1 }, batchSize: 1000 } as const;
    return this.#commits.find({ _id: rangeOf(stream, from) }, options);
  }
}

const initialOf = (aggregate: AnyAggregate): StreamState => ({
  state: aggregate.initial,
  version: 0,
  commits: 0,
  recordedAt: 0,
  commandIds: new CommandIds(),
});
