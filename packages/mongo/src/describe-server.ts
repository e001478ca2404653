import { MongoClient } from 'mongodb';

/** What a MongoDB says of itself. */
export interface ServerDescription {
  /** For instance `6.0.5`. */
  readonly version: string;
  /** The name of its replica set; undefined for a server that is in none, and for a router of a sharded cluster. */
  readonly replicaSet: string | undefined;
  /** Whether there is a primary, or a router, to write to. */
  readonly takesWrites: boolean;
}

/**
 * Asks the MongoDB at a URL what it is. Default: waits for 5,000 ms.
 * @throws when none answers in time.
 */
export async function describeServer(url: string, timeoutMs = 5_000): Promise<ServerDescription> {
  const client = new MongoClient(url, {
    appName: 'status',
    maxPoolSize: 1,
    serverSelectionTimeoutMS: timeoutMs,
    connectTimeoutMS: timeoutMs,
    socketTimeoutMS: timeoutMs,
    // A replica set without a primary can still say so.
    readPreference: 'nearest',
  });
  try {
    const admin = client.db('admin');
    const hello = await admin.command({ hello: 1 });
    const { version } = await admin.command({ buildInfo: 1 });
    return {
      version,
      replicaSet: hello.setName,
      takesWrites: hello.isWritablePrimary === true || hello.primary !== undefined,
    };
  } finally {
    await client.close();
  }
}
