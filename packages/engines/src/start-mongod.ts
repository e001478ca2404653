import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type MongoClient } from '@linchpin/mongo';
import { provisionMongod, writeError } from '../provision/index.mjs';
import type { NativeEngine, NativeOptions } from './native-engine.js';
import { failureOf, waitUntilReady } from './wait-until-ready.js';

const replicaSet = 'rs0';
const startTimeoutMs = 60_000;

/** Starts mongod as a replica set of one: transactions and change streams need a replica set. */
export async function startMongod(options: NativeOptions): Promise<NativeEngine> {
  const { cache, dataFolder, logFolder, port, keeper, progress } = options;
  const { mongod, how } = await provisionMongod(cache, progress);
  const dbPath = join(dataFolder, 'mongodb');
  await mkdir(dbPath, { recursive: true }).catch((error: unknown) => {
    throw writeError(error, 'Starting MongoDB', dataFolder);
  });
  progress('MongoDB: starting');
  const log = join(logFolder, 'mongodb.log');
  const process = await keeper.start({
    program: mongod,
    args: [
      '--dbpath',
      dbPath,
      '--port',
      String(port),
      '--bind_ip',
      '127.0.0.1',
      '--replSet',
      replicaSet,
      '--wiredTigerCacheSizeGB',
      '1',
      '--nounixsocket',
    ],
    log,
  });
  const about = { name: 'MongoDB', log, dataFolder, port } as const;
  await waitUntilReady({ ...about, process, isReady: () => leads(port), timeoutMs: startTimeoutMs });
  return {
    address: `mongodb://127.0.0.1:${port}/?replicaSet=${replicaSet}`,
    how,
    log,
    process,
    failure: (exit) => failureOf(about, exit),
  };
}

/** Whether mongod takes writes; sets the replica set up where it is new, or was on another port. */
async function leads(port: number): Promise<boolean> {
  const client = await connect(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    appName: 'engines',
    serverSelectionTimeoutMS: 2_000,
  });
  try {
    await setUpReplicaSet(client, `127.0.0.1:${port}`);
    const hello = await client.db('admin').command({ hello: 1 });
    return hello.isWritablePrimary === true;
  } finally {
    await client.close();
  }
}

async function setUpReplicaSet(client: MongoClient, host: string): Promise<void> {
  const admin = client.db('admin');
  const config = await admin.command({ replSetGetConfig: 1 }).then(
    (answer) => answer.config as { version: number; members: { host: string }[] },
    (error: unknown) => {
      if ((error as { codeName?: string }).codeName === 'NotYetInitialized') return undefined;
      throw error;
    },
  );
  if (config === undefined) {
    await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host }] } });
  } else if (config.members[0]?.host !== host) {
    const moved = { ...config, version: config.version + 1, members: [{ ...config.members[0], host }] };
    await admin.command({ replSetReconfig: moved, force: true });
  }
}
