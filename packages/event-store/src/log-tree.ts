import type { Collection, Db } from '@linchpin/mongo';
import { consistencyPath, inclusionPath, merkleRoot, rangeHash, type Subtree } from '@linchpin/tlog';
import { canonicalBytes } from './canonical.js';
import { LogCorruptError } from './errors.js';
import { commitsOf } from './recovery.js';
import { type Segment, segmentsOf } from './segment.js';

/** How many hashes are kept together: a tile is a subtree of 8 levels, as in C2SP tlog-tiles. */
const width = 256;

/** A whole tile: one document of the collection `tree`, which is a cache and may be dropped at any time. */
export interface Tile {
  /** Level and index, `00/0000000012`. */
  readonly _id: string;
  readonly level: number;
  readonly index: number;
  /** The roots of 256 whole tiles of the level below; on level 0 the hashes of 256 commits. */
  readonly hashes: Uint8Array;
  readonly root: Uint8Array;
  /** On level 0, where the commit after it is: its segment and its place there. */
  readonly next?: LeafPlace;
}

interface LeafPlace {
  readonly segment: number;
  readonly index: number;
}

export const tilesOf = (db: Db): Collection<Tile> => db.collection('tree');

const tileId = (level: number, index: number): string =>
  `${String(level).padStart(2, '0')}/${String(index).padStart(10, '0')}`;

/** The head of the tree: how many commits, and the root over them. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** A commit's proof: `path` leads from `leaf`, at `index`, to the root of the tree. */
export interface CommitProof {
  /** The canonical bytes of the commit. */
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly path: readonly Uint8Array[];
}

/**
 * The RFC 6962 tree whose leaves are the sealed commits in the order of the log, as of when it was opened. The hashes of
 * its leaves are those that the segments hold.
 */
export class LogTree {
  readonly #db: Db;
  readonly #tiles: Collection<Tile>;
  /** By level, the entries of the tile that is not whole yet, and how many tiles are. */
  readonly #edge: { whole: number; entries: Uint8Array[] }[] = [];
  readonly #read = new Map<string, Promise<readonly Uint8Array[]>>();
  #size = 0;

  private constructor(db: Db) {
    this.#db = db;
    this.#tiles = tilesOf(db);
  }

  /** Brings the cached tiles up to the end of the log. */
  static async open(db: Db): Promise<LogTree> {
    const tree = new LogTree(db);
    await tree.#grow(await tree.#loadEdge());
    return tree;
  }

  /** How many commits are in it. */
  get size(): number {
    return this.#size;
  }

  /** The root over the first commits. @param size at most that of the tree */
  async head(size = this.#size): Promise<TreeHead> {
    return { size, root: size === 0 ? merkleRoot([]) : await rangeHash(this.#subtree, 0, size) };
  }

  /** What shows that the tree continues an earlier one. */
  proveConsistency(earlier: number): Promise<readonly Uint8Array[]> {
    return consistencyPath(this.#subtree, earlier, this.#size);
  }

  /** The proof of a commit; undefined: it is not in the tree. @throws {LogCorruptError} when it is lost */
  async prove(commitId: string): Promise<CommitProof | undefined> {
    const index = await this.#indexOf(commitId);
    if (index === undefined || index >= this.#size) return undefined;
    const [commit] = await commitsOf(this.#db, [commitId]);
    if (commit === undefined)
      throw new LogCorruptError(`the commit ${commitId} was sealed and is missing. Run verify().`);
    const path = await inclusionPath(this.#subtree, index, this.#size);
    return { leaf: canonicalBytes(commit), index, path };
  }

  readonly #subtree: Subtree = async (level, index) => {
    const tileLevel = Math.floor(level / 8);
    const count = 2 ** (level % 8);
    const first = index * count;
    const entries = await this.#entries(tileLevel, Math.floor(first / width));
    return merkleRoot(entries.slice(first % width, (first % width) + count));
  };

  #entries(level: number, index: number): readonly Uint8Array[] | Promise<readonly Uint8Array[]> {
    const edge = this.#edge[level];
    if (edge?.whole === index) return edge.entries;
    const _id = tileId(level, index);
    let read = this.#read.get(_id);
    if (read === undefined) {
      read = this.#tiles.findOne({ _id }, { promoteBuffers: true }).then((tile) => {
        if (tile === null)
          throw new LogCorruptError(`the tile ${_id} is missing. Drop the collection \`tree\`.`);
        return Array.from({ length: width }, (_, at) => tile.hashes.subarray(at * 32, at * 32 + 32));
      });
      this.#read.set(_id, read);
    }
    return read;
  }

  async #loadEdge(): Promise<LeafPlace> {
    const last = await this.#tiles.findOne({ level: 0 }, { sort: { _id: -1 }, projection: { hashes: 0 } });
    let whole = last === null ? 0 : last.index + 1;
    this.#size = whole * width;
    this.#edge.push({ whole, entries: [] });
    for (let level = 1; whole > 0; level++) {
      const below = whole;
      whole = Math.floor(below / width);
      const ids = { $gte: tileId(level - 1, whole * width), $lt: tileId(level - 1, below) };
      const tiles = await this.#tiles
        .find({ _id: ids }, { sort: { _id: 1 }, projection: { root: 1 }, promoteBuffers: true })
        .toArray();
      this.#edge.push({ whole, entries: tiles.map(({ root }) => root) });
    }
    return last?.next ?? { segment: 1, index: 0 };
  }

  async #grow({ segment: from, index: skipped }: LeafPlace): Promise<void> {
    const segments = segmentsOf(this.#db).find(
      { _id: { $gte: from } },
      { sort: { _id: 1 }, projection: { leaves: 1 }, promoteBuffers: true },
    );
    let full: Tile[] = [];
    for await (const { _id, leaves } of segments) {
      for (let index = _id === from ? skipped : 0; index < leaves.byteLength / 32; index++) {
        // A copy: a view would keep the whole document in memory.
        const leaf = Buffer.from(leaves.subarray(index * 32, index * 32 + 32));
        this.#add(0, leaf, full, { segment: _id, index: index + 1 });
        this.#size++;
      }
      if (full.length < 500) continue;
      await this.#save(full);
      full = [];
    }
    await this.#save(full);
  }

  /** A tile goes after the one above that it completes: what is there after a crash has all above it. */
  #add(level: number, entry: Uint8Array, full: Tile[], next?: LeafPlace): void {
    this.#edge[level] ??= { whole: 0, entries: [] };
    const edge = this.#edge[level];
    edge.entries.push(entry);
    if (edge.entries.length < width) return;
    const root = merkleRoot(edge.entries);
    const index = edge.whole;
    const hashes = Buffer.concat(edge.entries);
    this.#edge[level] = { whole: index + 1, entries: [] };
    this.#add(level + 1, root, full);
    full.push({ _id: tileId(level, index), level, index, hashes, root, ...(next && { next }) });
  }

  async #save(tiles: readonly Tile[]): Promise<void> {
    if (tiles.length > 0)
      await this.#tiles.bulkWrite(
        tiles.map(({ _id, ...replacement }) => ({
          replaceOne: { filter: { _id }, replacement, upsert: true },
        })),
      );
  }

  async #indexOf(commitId: string): Promise<number | undefined> {
    const segments = segmentsOf(this.#db);
    const holder = await segments.findOne({ ids: commitId }, { projection: { ids: 1 } });
    if (holder === null) return undefined;
    const before = await this.#tiles.findOne(
      { 'next.segment': { $lt: holder._id } },
      { sort: { 'next.segment': -1, _id: -1 }, projection: { index: 1, next: 1 } },
    );
    const { segment, index } = before?.next ?? { segment: 1, index: 0 };
    let place = (before === null ? 0 : (before.index + 1) * width) - index;
    const between = segments.find<Pick<Segment, 'ids'>>(
      { _id: { $gte: segment, $lt: holder._id } },
      { projection: { ids: 1 } },
    );
    for await (const { ids } of between) place += ids.length;
    return place + holder.ids.indexOf(commitId);
  }
}
