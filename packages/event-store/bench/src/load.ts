import { randomUUID } from 'node:crypto';
import { type Aggregate, aggregate, type Codec } from '@linchpin/domain';
import { openEventStore } from '@linchpin/event-store';
import { connect } from '@linchpin/mongo';
import { median, mongodbUrl, tiny } from './measure.js';

interface Ledger {
  readonly balance: number;
  readonly entries: number;
}
type Post = { $case: 'post'; value: { amounts: number[] } };
type Posted = { $case: 'posted'; value: { amount: number } };
const json = <Message>($type: string): Codec<Message> => ({
  $type,
  encode: (message) => ({ finish: () => Buffer.from(JSON.stringify(message)) }),
  decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()),
});
const ledger: Aggregate<Ledger, Post, Posted> = aggregate({
  name: 'bench.ledger',
  commands: json<{ command: Post | undefined }>('bench.Command'),
  events: json<{ event: Posted | undefined }>('bench.Event'),
  initial: { balance: 0, entries: 0 },
  decide: { post: ({ amounts }) => amounts.map((amount) => ({ $case: 'posted', value: { amount } })) },
  evolve: {
    posted: ({ balance, entries }, { amount }) => ({ balance: balance + amount, entries: entries + 1 }),
  },
});

const [short, long] = tiny ? [100, 300] : [100, 10_000];
const rounds = tiny ? 3 : 200;
const name = `bench_${randomUUID().slice(0, 8)}`;
const client = await connect(mongodbUrl(), { appName: name });
const db = client.db(name);
const open = () => openEventStore({ db, service: 'bench' });

async function timeToLoad(length: number): Promise<number> {
  const store = await open();
  const began = performance.now();
  const { version } = await store.load(ledger, `of-${length}`);
  if (version !== length) throw new Error(`loaded ${version} events of ${length}`);
  return performance.now() - began;
}

try {
  const store = await open();
  for (const length of [short, long])
    for (let index = 0; index < length; index++) {
      const meta = { commandId: randomUUID(), requestHash: new Uint8Array(16), actor: 'bench' };
      await store.execute(ledger, `of-${length}`, { $case: 'post', value: { amounts: [1] } }, meta);
    }
  await store.close();
  for (const kind of ['from a snapshot', 'without a snapshot']) {
    if (kind === 'without a snapshot') await db.collection('snapshots').deleteMany({});
    const times: Record<string, number[]> = { [short]: [], [long]: [] };
    for (let round = 0; round < (kind === 'from a snapshot' ? rounds : Math.min(rounds, 9)); round++)
      for (const length of [short, long]) times[length]!.push(await timeToLoad(length));
    const [a, b] = [median(times[short]!), median(times[long]!)];
    console.log(
      `load ${kind}, nothing in memory, one event per commit: ${short} events ${a.toFixed(2)} ms, ${long} events ${b.toFixed(2)} ms: ${(b / a).toFixed(2)} x`,
    );
  }
} finally {
  await db.dropDatabase();
  await client.close();
}
