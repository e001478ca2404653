import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedEvent } from '@linchpin/domain';
import { type TestDatabase, testDatabase } from '@linchpin/engines/testing';
import type { LogReader } from '@linchpin/event-store';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { foldAll, openProjections, type Projections } from './index.js';
import { handBus } from './testing/hand-bus.js';
import { seal } from './testing/sealed-log.js';
import { tallies, totals } from './testing/tally.js';

let database: TestDatabase;
let reader: LogReader;

beforeEach(async () => {
  database = await testDatabase();
  reader = await seal(database.db, []);
});
afterEach(() => database.drop());

/** A process with a version of the projection. */
async function start(projection = totals()) {
  const { bus, deliver } = handBus();
  const opened = openProjections({
    db: database.db,
    service: 'lab',
    projections: [projection],
    bus,
    logOf: () => reader,
    log: pino({ level: 'silent' }),
    onCrash: (error) => {
      throw error;
    },
  });
  onTestFinished(() => opened.stop());
  await opened.start();
  await opened.ready();
  const record = async (events: readonly LoggedEvent[]) => {
    reader = await seal(database.db, events);
    await deliver(events);
  };
  return { opened, deliver, record };
}

const used = async (opened: Projections) => (await opened.status())[0]!;
const documents = async (opened: Projections) =>
  Object.fromEntries(
    (await opened.reader(totals()).find({}).toArray()).map(({ _id, ...document }) => [_id, document]),
  );
const folded = (to: number, factor = 1) => Object.fromEntries(foldAll(totals(1, factor), tallies(1, to)));

it('builds beside, compares at the same events, switches and goes back, while events come', async () => {
  const { opened, record } = await start();
  await record(tallies(1, 500));
  await opened.buildBeside('lab.totals');
  expect(await used(opened)).toMatchObject({ collection: 'lab.totals__v1_1', position: 500 });
  await record(tallies(501, 100));
  expect(await opened.compare('lab.totals')).toMatchObject({
    used: 'lab.totals__v1_1',
    beside: 'lab.totals__v1_2',
    equal: true,
    position: 600,
  });
  await record(tallies(601, 100));
  expect(await opened.switchOver('lab.totals')).toEqual({
    used: 'lab.totals__v1_2',
    previous: 'lab.totals__v1_1',
    caughtUp: 100,
  });
  await record(tallies(701, 100));
  expect(await documents(opened)).toEqual(folded(800));
  expect(await opened.rollBack('lab.totals')).toEqual({
    used: 'lab.totals__v1_1',
    previous: 'lab.totals__v1_2',
    caughtUp: 100,
  });
  await record(tallies(801, 100));
  expect(await documents(opened)).toEqual(folded(900));
  expect(await opened.verify('lab.totals')).toMatchObject({ equal: true, events: 900 });
  expect(await opened.rollBack('lab.totals')).toMatchObject({ used: 'lab.totals__v1_2', caughtUp: 100 });
  expect(await documents(opened)).toEqual(folded(900));
});

it('finds by digest that the one in use is not what the log says', async () => {
  const { opened, record } = await start();
  await record(tallies(1, 300));
  await opened.buildBeside('lab.totals');
  await opened.reader(totals()).collection.updateOne({ _id: '4' } as object, { $set: { total: 1 } });
  expect(await opened.compare('lab.totals')).toMatchObject({ equal: false });
  await opened.switchOver('lab.totals');
  expect(await opened.verify('lab.totals')).toMatchObject({ equal: true });
});

it('goes back to an older version by a process of that version, and forward again', async () => {
  const old = await start(totals(1));
  await old.record(tallies(1, 200));
  const young = await start(totals(2, 10));
  expect(await documents(young.opened)).toEqual(folded(200, 10));
  await expect(young.opened.rollBack('lab.totals')).rejects.toMatchObject({
    code: 'PROJECTION_OTHER_VERSION',
  });
  reader = await seal(database.db, tallies(201, 100));
  await young.deliver(tallies(201, 100));
  await old.deliver(tallies(201, 100));
  expect(await used(old.opened)).toMatchObject({ state: 'superseded' });

  expect(await old.opened.rollBack('lab.totals')).toMatchObject({ used: 'lab.totals__v1_1', caughtUp: 100 });
  expect(await documents(old.opened)).toEqual(folded(300));
  await old.record(tallies(301, 50));
  expect(await documents(old.opened)).toEqual(folded(350));
  expect(await used(old.opened)).toMatchObject({ state: 'running', servedVersion: 1, lagEvents: 0 });

  expect(await young.opened.rollBack('lab.totals')).toMatchObject({ caughtUp: 50 });
  expect(await documents(young.opened)).toEqual(folded(350, 10));
});

it('says so when there is nothing to switch to, to compare with, or to go back to', async () => {
  const { opened, record } = await start();
  await record(tallies(1, 10));
  for (const ask of [opened.compare, opened.switchOver, opened.rollBack])
    await expect(ask('lab.totals')).rejects.toMatchObject({ code: 'PROJECTION_NONE_KEPT' });
});

it('answers every read while it is built, compared, switched and rolled back', async () => {
  const { opened, record } = await start();
  const other = (await start()).opened;
  let recorded = 1_000;
  await record(tallies(1, recorded));
  const ended = new AbortController();
  let reads = 0;
  const least = { one: 0, other: 0 };
  /** Every read finds all ten documents, and never fewer events than a read before. */
  const read = async (from: Projections, who: keyof typeof least): Promise<void> => {
    while (!ended.signal.aborted) {
      const found = await from.reader(totals()).find({}).toArray();
      expect(found).toHaveLength(10);
      const events = found.reduce((sum, document) => sum + document.events, 0);
      expect(events).toBeGreaterThanOrEqual(least[who]);
      least[who] = events;
      reads += 1;
    }
  };
  const write = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await record(tallies(recorded + 1, 20));
      recorded += 20;
      await sleep(20);
    }
  };
  const change = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      await opened.buildBeside('lab.totals');
      expect(await opened.compare('lab.totals')).toMatchObject({ equal: true });
      await opened.switchOver('lab.totals');
      await opened.rollBack('lab.totals');
      await opened.rebuild('lab.totals');
    }
    ended.abort();
  };
  await Promise.all([read(opened, 'one'), read(other, 'other'), write(), change()]);
  expect(reads).toBeGreaterThan(50);
  expect(await opened.verify('lab.totals')).toMatchObject({ equal: true, events: recorded });
}, 60_000);
