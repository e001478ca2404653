import { randomUUID } from 'node:crypto';
import { type Collection, type Db, type Document, isDuplicateKey } from '@linchpin/mongo';

/** Where the leader's change stream stood when the log ended at `next`. */
export interface Bookmark {
  readonly next: number;
  readonly resumeToken: Document;
}

interface LeaseDocument {
  readonly _id: string;
  readonly holder: string;
  readonly until: Date;
  readonly bookmark?: Bookmark;
}

/** Says who leads. It saves work and no more: what keeps the log right is the unique `_id` of its segments. */
export class Lease {
  readonly holder: string = randomUUID();
  readonly #leases: Collection<LeaseDocument>;
  readonly #name: string;
  readonly #lasts: number;

  /** @param lasts how long it holds without being renewed, in milliseconds of the server's clock */
  constructor(db: Db, name: string, lasts: number) {
    this.#leases = db.collection('leases');
    this.#name = name;
    this.#lasts = lasts;
  }

  /** Takes or renews the lease; tells whether it is held. */
  async take(bookmark?: Bookmark): Promise<boolean> {
    const free = { $or: [{ $lt: ['$until', '$$NOW'] }, { $eq: ['$holder', this.holder] }] };
    const held = {
      holder: this.holder,
      until: { $add: ['$$NOW', this.#lasts] },
      ...(bookmark && { bookmark: { $literal: bookmark } }),
    };
    const take = () => this.#leases.updateOne({ _id: this.#name, $expr: free }, [{ $set: held }]);
    if ((await take()).matchedCount === 1) return true;
    const vacant = { holder: '', until: new Date(0) };
    try {
      await this.#leases.updateOne({ _id: this.#name }, { $setOnInsert: vacant }, { upsert: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error; // another process made it at the same moment
    }
    return (await take()).matchedCount === 1;
  }

  /** The latest bookmark of whoever led. */
  async bookmark(): Promise<Bookmark | undefined> {
    return (await this.#leases.findOne({ _id: this.#name }))?.bookmark;
  }

  /** Lets another one lead at once. */
  async release(): Promise<void> {
    await this.#leases.updateOne({ _id: this.#name, holder: this.holder }, { $set: { until: new Date(0) } });
  }
}
