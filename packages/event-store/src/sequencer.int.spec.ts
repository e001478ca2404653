import type { LoggedEvent } from '@linchpin/domain';
import { type TestDatabase, testDatabase } from '@linchpin/engines/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { add, counter, meta } from './counter.fixture.js';
import { type EventStore, openEventStore } from './event-store.js';
import type { Segment } from './segment.js';
import { type Sequencer, startSequencer } from './sequencer.js';

let database: TestDatabase;
let store: EventStore;
let running: Sequencer[];
beforeEach(async () => {
  database = await testDatabase();
  store = await openEventStore({ db: database.db, service: 'test' });
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await database.drop();
});

async function start(more: Partial<Parameters<typeof startSequencer>[0]> = {}): Promise<Sequencer> {
  const sequencer = await startSequencer({ db: database.db, service: 'test', leaseMs: 600, ...more });
  running.push(sequencer);
  return sequencer;
}
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (
    const end = Date.now() + 15_000;
    !(await condition());
    await new Promise((resolve) => setTimeout(resolve, 20))
  )
    if (Date.now() > end) throw new Error(`not within 15 s: ${condition}`);
}
const append = (count: number, streams = 7, events = 1) =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      store.execute(
        counter,
        `c${index % streams}`,
        { $case: 'addEach', value: { by: Array(events).fill(1) } },
        meta(),
      ),
    ),
  );
const sealed = (head: number) => until(async () => (await store.log.head()) === head);
async function all(): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const batch of store.log.read({ from: 1 })) events.push(...batch);
  return events;
}
/** Contiguous positions, and in every stream contiguous versions in the order of the log. */
function expectWhole(events: LoggedEvent[], count: number): void {
  expect(events.map(({ position }) => position)).toEqual(
    Array.from({ length: count }, (_, index) => index + 1),
  );
  const versions = new Map<string, number>();
  for (const { stream, version } of events) {
    expect(version).toBe((versions.get(stream) ?? 0) + 1);
    versions.set(stream, version);
  }
}
const segments = () => database.db.collection<Segment>('segments');

it('seals commits in order, and finds them by position, by commit and by instant', async () => {
  await start();
  await append(40, 5, 2);
  await sealed(80);
  expectWhole(await all(), 80);
  const answer = await store.execute(counter, 'last', { $case: 'addEach', value: { by: [1, 2, 3] } }, meta());
  await sealed(83);
  expect(await store.log.positionOf((answer as { commitId: string }).commitId)).toEqual({
    first: 81,
    last: 83,
  });
  expect(await store.log.positionAt(new Date())).toBe(83);
  expect(await store.log.positionAt(new Date(0))).toBe(0);
  const some: number[] = [];
  for await (const batch of store.log.read({ from: 10, to: 13 }))
    some.push(...batch.map(({ position }) => position));
  expect(some).toEqual([10, 11, 12, 13]);
});

it('seals what was there before the first sequencer', async () => {
  await append(30);
  const sequencer = await start();
  await sealed(30);
  await append(10);
  await sealed(40);
  expectWhole(await all(), 40);
  expect(sequencer.status()).toMatchObject({ recovered: 30, leader: true });
  expect(await store.log.verify()).toMatchObject({ ok: true, commits: 40 });
});

it('goes on with another leader without a gap or a repeat', async () => {
  const first = await start();
  await until(() => first.status().leader);
  const second = await start();
  const appending = append(300, 50);
  await until(async () => (await store.log.head()) > 20);
  await first.stop();
  await appending;
  await sealed(300);
  expectWhole(await all(), 300);
  await append(10);
  await sealed(310);
  expect(second.status().leader).toBe(true);
});

it('steps down when another one has sealed, though it believes to lead', async () => {
  const stale = await start({ leaseMs: 60_000 });
  await until(() => stale.status().leader);
  await append(5);
  await sealed(5);
  await database.db.collection('leases').deleteMany({});
  const other = await start();
  await until(() => other.status().leader);
  await append(200, 50);
  await sealed(205);
  await append(50, 50);
  await sealed(255);
  expectWhole(await all(), 255);
  expect(stale.status().steppedDown + other.status().steppedDown).toBeGreaterThan(0);
  expect(await store.log.verify()).toMatchObject({ ok: true });
});

it('recovers from a lost resume token by sealing what no segment holds', async () => {
  const before = await start();
  // What is sealed from the change stream has the token of an event, which must be found again to go on.
  await until(() => before.status().leader);
  await append(20);
  await sealed(20);
  await before.stop();
  await append(25);
  // The token carries the time of its entry in the oplog; one of 1970 is older than any oplog.
  const last = await segments().findOne({}, { sort: { _id: -1 } });
  const token = (last!.resumeToken as { _data: string })._data;
  await segments().updateOne(
    { _id: last!._id },
    { $set: { 'resumeToken._data': `8200000001${token.slice(10)}` } as never },
  );
  await database.db.collection('leases').deleteMany({});
  const after = await start();
  await sealed(45);
  await append(10);
  await sealed(55);
  expectWhole(await all(), 55);
  expect(after.status().tokensLost).toBe(1);
  expect(after.status().recovered).toBe(25);
});

it('delivers every event in order, again after a failure, and from where it is told', async () => {
  await append(10);
  const delivered: number[] = [];
  let failures = 0;
  const onSegment = async (_: unknown, events: LoggedEvent[]) => {
    if (delivered.length >= 15 && failures++ === 0) throw new Error('the taker fails once');
    delivered.push(...events.map(({ position }) => position));
  };
  await start({ onSegment, deliverFrom: async () => 6 });
  await sealed(10);
  for (let index = 0; index < 5; index++) await append(10);
  await until(() => delivered.at(-1) === 60);
  expect(delivered).toEqual(Array.from({ length: 55 }, (_, index) => index + 6));
  expect(failures).toBeGreaterThan(0);
});

it('names a commit that was edited, dropped or swapped', async () => {
  const sequencer = await start();
  await append(30);
  await sealed(30);
  await sequencer.stop();
  const commits = database.db.collection<{ _id: string; ev: unknown }>('commits');
  const [one, two] = ['test.counter/c3@0000000002', 'test.counter/c4@0000000002'];
  const [first, second] = [await commits.findOne({ _id: one }), await commits.findOne({ _id: two })];
  await commits.updateOne({ _id: one }, { $set: { by: 'someone else' } as never });
  expect(await store.log.verify()).toMatchObject({ ok: false, commitId: one });
  await commits.deleteOne({ _id: one });
  expect(await store.log.verify()).toMatchObject({
    ok: false,
    commitId: one,
    reason: 'the commit is missing',
  });
  await commits.insertOne({ ...second!, _id: one });
  expect(await store.log.verify()).toMatchObject({ ok: false, commitId: one });
  await commits.replaceOne({ _id: one }, first!);
  expect(await store.log.verify()).toMatchObject({ ok: true });
  await segments().updateOne({}, { $set: { events: 99 } });
  expect(await store.log.verify()).toMatchObject({ ok: false, position: 1 });
});

it('keeps an idle commit waiting for a few milliseconds only', async () => {
  await start();
  await append(1);
  await sealed(1);
  const waits: number[] = [];
  for (let index = 2; index < 22; index++) {
    const began = performance.now();
    await store.execute(counter, `idle${index}`, add(1), meta());
    const durable = performance.now();
    while ((await store.log.head()) < index) await new Promise((resolve) => setTimeout(resolve, 1));
    waits.push(performance.now() - durable);
    expect(durable).toBeGreaterThan(began);
  }
  expect(waits.sort((a, b) => a - b)[10]).toBeLessThan(100);
});
