import { MongoClient, type MongoClientOptions } from 'mongodb';

/**
 * What every connection of the platform has, whatever the URL says: an acknowledged write is on a majority and
 * journalled, and no read sees what could be rolled back. A faster setting loses acknowledged commands.
 */
const guarantees = {
  writeConcern: { w: 'majority', journal: true },
  readConcern: { level: 'majority' },
  retryWrites: true,
  retryReads: true,
} as const satisfies MongoClientOptions;

/** How a service connects. */
export interface ConnectOptions {
  /** Shown by MongoDB beside the connection, for instance `people`. */
  readonly appName: string;
  /** The most connections at once. Default 20. */
  readonly maxPoolSize?: number;
  /** How long to look for a server before an operation fails, in milliseconds. Default 30,000. */
  readonly serverSelectionTimeoutMS?: number;
}

/**
 * Connects to MongoDB, which must be a replica set or a sharded cluster: change streams and transactions need one.
 * @throws {Error} that names the server and what to do when none answers.
 */
export async function connect(url: string, options: ConnectOptions): Promise<MongoClient> {
  const client = new MongoClient(url, { maxPoolSize: 20, ...options, ...guarantees });
  try {
    await client.connect();
  } catch (cause) {
    await client.close();
    throw new Error(
      `MongoDB does not answer at ${hostsOf(url)}. Start it, or correct LINCHPIN_MONGODB_URL.`,
      { cause },
    );
  }
  return client;
}

/** The hosts of a connection string, without its credentials. */
const hostsOf = (url: string): string =>
  url
    .replace(/^mongodb(\+srv)?:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .split('/')[0]!;
