import type { ClientSession, Db } from '@linchpin/mongo';

/** Does work in one transaction, on a majority and journalled; it may be begun again, so it must have no other effect. */
export const transact = <T>(db: Db, work: (session: ClientSession) => Promise<T>): Promise<T> =>
  db.client.withSession((session) =>
    session.withTransaction(() => work(session), {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority', journal: true },
    }),
  );
