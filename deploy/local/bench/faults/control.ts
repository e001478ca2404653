import { join } from 'node:path';
import { freePort, openKeeper, startMongod } from '@linchpin/engines';
import { MongoClient } from '@linchpin/mongo';
import { root } from '../../src/places.js';

const writers = 16;
const loadMs = 3_000;

/**
 * The control: the same fault with a write concern that the platform never uses must lose acknowledged writes, or the
 * test could not have seen a loss. Resolves to how many were lost.
 */
export async function lostWithoutJournal(folder: string): Promise<{ acknowledged: number; lost: number }> {
  const keeper = openKeeper();
  const options = {
    cache: join(root, '.linchpin/engines'),
    dataFolder: join(folder, 'control'),
    logFolder: folder,
    port: await freePort(),
    keeper,
    progress: () => {},
  };
  try {
    const first = await startMongod(options);
    const acknowledged = await writeUntilKilled(first.address, () =>
      process.kill(first.process.pid, 'SIGKILL'),
    );
    await first.process.exited;
    await startMongod(options);
    const client = await MongoClient.connect(first.address);
    const stored = new Set(
      (await client.db('control').collection('writes').find().toArray()).map(({ _id }) => `${_id}`),
    );
    await client.close();
    return { acknowledged: acknowledged.length, lost: acknowledged.filter((id) => !stored.has(id)).length };
  } finally {
    await keeper.close();
  }
}

async function writeUntilKilled(url: string, kill: () => void): Promise<string[]> {
  const client = await MongoClient.connect(url, {
    writeConcern: { w: 1, journal: false },
    retryWrites: false,
    serverSelectionTimeoutMS: 1_000,
  });
  const writes = client.db('control').collection<{ _id: string }>('writes');
  const acknowledged: string[] = [];
  setTimeout(kill, loadMs);
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let n = 0; ; n++) {
        const _id = `${writer}-${n}`;
        // The write that the kill interrupts was not acknowledged, and ends the writer.
        const stored = await writes.insertOne({ _id }).catch(() => undefined);
        if (stored === undefined) return;
        acknowledged.push(_id);
      }
    }),
  );
  await client.close();
  return acknowledged;
}
