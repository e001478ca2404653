import type { PublisherState, PublisherStateStore } from '@linchpin/event-bus';
import type { Db } from '@linchpin/mongo';

interface Publication extends PublisherState {
  readonly _id: 'publisher';
}

/** How far the log of a service is published, kept in its database. */
export function publicationsIn(db: Db): PublisherStateStore {
  const publications = db.collection<Publication>('publications');
  return {
    async load() {
      const found = await publications.findOne({ _id: 'publisher' });
      return found === null ? undefined : { position: found.position, previous: found.previous };
    },
    async save({ position, previous }) {
      await publications.replaceOne(
        { _id: 'publisher' },
        { position, previous: [...previous] },
        { upsert: true },
      );
    },
  };
}
