import { deserialize, serialize } from 'node:v8';
import type { AnyAggregate } from '@linchpin/domain';
import type { Collection, Db } from '@linchpin/mongo';
import type { Logger } from 'pino';
import { CommandIds } from './command-ids.js';
import { fingerprintOf } from './fingerprint.js';
import type { StreamState } from './stream-state.js';

interface Snapshot {
  /** The stream. */
  readonly _id: string;
  readonly fingerprint: string;
  readonly version: number;
  readonly commits: number;
  readonly at: Date;
  readonly state: Uint8Array;
  readonly ids: Uint8Array;
}

const largest = 8 * 1024 * 1024;

/** States written down so that a long stream loads fast. A cache: to drop the collection loses nothing but time. */
export class Snapshots {
  readonly #collection: Collection<Snapshot>;
  readonly #log: Logger;
  readonly #writing = new Map<string, Promise<void>>();

  constructor(db: Db, log: Logger) {
    this.#collection = db.collection('snapshots');
    this.#log = log;
  }

  /** The latest state written for this build of the aggregate, if any. */
  async find(aggregate: AnyAggregate, stream: string): Promise<StreamState | undefined> {
    const found = await this.#collection.findOne({ _id: stream }, { promoteBuffers: true });
    if (found === null || found.fingerprint !== fingerprintOf(aggregate)) return undefined;
    try {
      return {
        state: deserialize(found.state),
        version: found.version,
        commits: found.commits,
        recordedAt: found.at.getTime(),
        commandIds: new CommandIds(found.ids),
      };
    } catch (error) {
      this.#log.warn({ err: error, stream }, 'a snapshot cannot be read and is ignored');
      return undefined;
    }
  }

  /** Writes a state in the background, at most 16 at once; one that fails or is too large is reported and left out. */
  write(aggregate: AnyAggregate, stream: string, at: StreamState): void {
    if (this.#writing.has(stream) || this.#writing.size >= 16) return;
    const snapshot: Snapshot = {
      _id: stream,
      fingerprint: fingerprintOf(aggregate),
      version: at.version,
      commits: at.commits,
      at: new Date(at.recordedAt),
      state: serialize(at.state),
      ids: at.commandIds.pack().slice(),
    };
    if (snapshot.state.byteLength + snapshot.ids.byteLength > largest) {
      this.#log.warn(
        { stream, version: at.version },
        'a state is too large for a snapshot; loads fold its whole stream',
      );
      return;
    }
    const written = this.#collection
      .replaceOne({ _id: stream }, snapshot, { upsert: true })
      .then(
        () => {},
        (error: unknown) => this.#log.warn({ err: error, stream }, 'a snapshot could not be written'),
      )
      .finally(() => this.#writing.delete(stream));
    this.#writing.set(stream, written);
  }

  /** Resolves when no write is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#writing.values());
  }
}
