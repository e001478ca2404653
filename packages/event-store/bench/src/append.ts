import { randomUUID } from 'node:crypto';
import { getMongoDBEventStore } from '@event-driven-io/emmett-mongodb';
import { type Commit, commitIdOf, GroupCommitter } from '@linchpin/event-store';
import { connect } from '@linchpin/mongo';
import { MongoClient } from 'mongodb';
import { median, mongodbUrl, ratePerSecond, tiny } from './measure.js';

const rounds = tiny ? 1 : 5;
const url = mongodbUrl();
const name = `bench_${randomUUID().slice(0, 8)}`;
const client = await connect(url, { appName: name });
const other = await MongoClient.connect(url, {
  writeConcern: { w: 'majority', journal: true },
  maxPoolSize: 20,
});
const db = client.db(name);
const committer = new GroupCommitter(db);
const raw = db.collection<Commit>('raw');
const emmett = getMongoDBEventStore({
  client: other,
  storage: { type: 'SINGLE_COLLECTION', databaseName: `${name}_emmett` },
});
const data = new Uint8Array(100).fill(7);

const commitOf = (stream: string): Commit => ({
  _id: commitIdOf(stream, 1),
  v: 1,
  at: new Date(),
  cmd: randomUUID(),
  req: new Uint8Array(16),
  by: 'bench',
  ev: [{ t: 'hired', s: 1, d: data }],
});
const contenders = {
  linchpin: (stream: string) => committer.append(commitOf(stream)),
  insertOne: (stream: string) => raw.insertOne(commitOf(stream) as Commit),
  emmett: (stream: string) =>
    emmett.appendToStream(stream, [
      { type: 'hired', data: { text: 'x'.repeat(100) }, metadata: { by: 'bench', cmd: randomUUID() } },
    ]),
};
type Contender = keyof typeof contenders;
const callsOf: Record<Contender, number> = { linchpin: 60_000, insertOne: 8_000, emmett: 4_000 };

let run = 0;
async function measure(callers: number, contender: Contender): Promise<number> {
  const calls = tiny ? callers * 2 : callers === 1 ? 1_000 : callsOf[contender];
  const id = ++run;
  return ratePerSecond(callers, calls, (caller, index) =>
    contenders[contender](`bench.thing:${id}-${caller}-${index}`),
  );
}

try {
  for (const callers of [256, 1]) {
    const rates: Record<Contender, number[]> = { linchpin: [], insertOne: [], emmett: [] };
    for (const contender of Object.keys(rates) as Contender[])
      await measure(Math.min(callers, 64), contender);
    for (let round = 0; round < rounds; round++)
      for (const contender of Object.keys(rates) as Contender[])
        rates[contender].push(await measure(callers, contender));
    console.log(`durable appends, ${callers} caller(s), medians of ${rounds} alternating rounds`);
    for (const [contender, figures] of Object.entries(rates))
      console.log(
        `  ${contender.padEnd(10)} ${Math.round(median(figures)).toLocaleString('en')}/s   (${figures.map(Math.round).join(', ')})`,
      );
    const ratio = (to: Contender) => (median(rates.linchpin) / median(rates[to])).toFixed(2);
    console.log(`  linchpin is ${ratio('insertOne')} x insertOne and ${ratio('emmett')} x emmett`);
  }
} finally {
  await db.dropDatabase();
  await other.db(`${name}_emmett`).dropDatabase();
  await other.close();
  await client.close();
}
