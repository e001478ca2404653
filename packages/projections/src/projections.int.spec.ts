import type { LoggedEvent } from '@linchpin/domain';
import {
  type TestDatabase,
  testDatabase,
  testKafkaBrokers,
  testTopicPrefix,
} from '@linchpin/engines/testing';
import { createBus, type EventBus, partitionOf } from '@linchpin/event-bus';
import { commitIdOf, type LogReader } from '@linchpin/event-store';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { foldAll, openProjections, type Projections } from './index.js';
import { metasIn } from './storage.js';
import { handBus } from './testing/hand-bus.js';
import { seal } from './testing/sealed-log.js';
import { groups, logged, tallies, tally, totals } from './testing/tally.js';

const log = pino({ level: 'silent' });
let database: TestDatabase;
let reader: LogReader;

beforeEach(async () => {
  database = await testDatabase();
  reader = await seal(database.db, []);
});
afterEach(() => database.drop());

const soon = () => new Date(Date.now() + 10_000);

/** Publishes to the log, and hands out the batches that the bus would deliver. */
async function record(events: readonly LoggedEvent[]): Promise<void> {
  reader = await seal(database.db, events);
}

async function open(
  bus: Pick<EventBus, 'subscribe'>,
  projections = [totals(), groups],
  onCrash: (error: Error) => void = (error) => {
    throw error;
  },
) {
  const opened = openProjections({
    db: database.db,
    service: 'lab',
    projections,
    bus,
    logOf: () => reader,
    log,
    onCrash,
    groupId: `${database.name}.projections`,
  });
  onTestFinished(() => opened.stop());
  await opened.start();
  await opened.ready();
  return opened;
}

const statusOf = async (opened: Projections, name = 'lab.totals') =>
  (await opened.status()).find((each) => each.name === name)!;

describe('live folding', () => {
  it('applies each event once however often it is delivered', async () => {
    const { bus, deliver } = handBus();
    const opened = await open(bus);
    const events = tallies(1, 300);
    await record(events);
    await deliver(events.slice(0, 200));
    await deliver(events.slice(100, 300));
    await deliver(events);
    expect((await statusOf(opened)).counters).toMatchObject({ applied: 300, repeats: 400, gaps: 0 });
    expect(await opened.reader(totals()).findOne({ _id: '3' })).toEqual({
      _id: '3',
      ...foldAll(totals(), events).get('3'),
    });
    expect(await opened.verify('lab.totals')).toMatchObject({ equal: true, documents: 10, events: 300 });
    expect(await opened.verify('lab.groups')).toMatchObject({ equal: true, documents: 3 });
  });

  it('fills from the log what the bus left out, before anything later', async () => {
    const { bus, deliver } = handBus();
    const opened = await open(bus);
    const events = tallies(1, 400);
    await record(events);
    await deliver(events.slice(0, 100));
    const partitions = new Set(events.map(({ stream }) => partitionOf(stream, 6)));
    await deliver(events.slice(0, 100), events.slice(100, 350));
    await deliver(events.slice(350));
    expect((await statusOf(opened)).counters).toMatchObject({
      applied: 400,
      repeats: 100,
      gaps: partitions.size,
    });
    expect(await opened.verify('lab.totals')).toMatchObject({ equal: true, events: 400 });
  });

  it('stops a projection that cannot fold an event, says why, and lets the others go on', async () => {
    const { bus, deliver } = handBus();
    const opened = await open(bus);
    const bad = logged(1, 'x', 1, { $case: 'added', value: { group: 'g', amount: -5 } });
    const good = logged(2, 'x', 2, { $case: 'added', value: { group: 'g', amount: 7 } });
    await record([bad, good]);
    await deliver([bad]);
    await deliver([good]);
    expect(opened.failures()).toEqual([
      { name: 'lab.totals', reason: expect.stringMatching(/lab\.tally\/x at position 1: the amount -5/) },
    ]);
    expect(await statusOf(opened)).toMatchObject({ state: 'failed', lagEvents: 2, documents: 0 });
    expect(await opened.reader(groups).findOne({ _id: 'g' })).toMatchObject({ total: 2, events: 2 });
  });
});

describe('building', () => {
  it('builds a new projection from the first event, and a raised version beside the old one', async () => {
    await record(tallies(1, 2_500));
    const first = await open(handBus().bus);
    expect(await statusOf(first)).toMatchObject({
      state: 'running',
      collection: 'lab.totals__v1_1',
      position: 2_500,
      lagEvents: 0,
      documents: 10,
    });
    await first.stop();
    const second = await open(handBus().bus, [totals(2, 10)]);
    expect(await statusOf(second)).toMatchObject({
      version: 2,
      servedVersion: 2,
      collection: 'lab.totals__v2_2',
    });
    expect(await second.verify('lab.totals')).toMatchObject({ equal: true });
    const third = await open(handBus().bus, [totals(1)]);
    expect(third.reader(totals()).collection.collectionName).toBe('lab.totals__v2_2');
    expect(await statusOf(third)).toMatchObject({ state: 'superseded', version: 1, servedVersion: 2 });
    await expect(third.rebuild('lab.totals')).rejects.toMatchObject({ code: 'PROJECTION_SUPERSEDED' });
  });

  it('rebuilds to the same digest, and drops what has been out of use for long', async () => {
    await record(tallies(1, 2_500));
    const opened = await open(handBus().bus);
    const longAgo = () => metasIn(database.db).updateMany({}, { $set: { usedSince: new Date(0) } });
    const names = async () =>
      (await database.db.listCollections().toArray())
        .map(({ name }) => name)
        .filter((name) => name.startsWith('lab.groups'))
        .sort();
    for (let round = 0; round < 3; round += 1)
      expect((await opened.rebuild('lab.groups')).old).toMatchObject({ equal: true });
    // What was in use a moment ago may still be read elsewhere.
    expect(await names()).toHaveLength(4);
    await longAgo();
    await opened.rebuild('lab.groups');
    await longAgo();
    await opened.rebuild('lab.groups');
    expect(await names()).toEqual(['lab.groups__v1_4', 'lab.groups__v1_5', 'lab.groups__v1_6']);
  });

  it('finds a document that is not what the log says, and a rebuild repairs it', async () => {
    await record(tallies(1, 100));
    const opened = await open(handBus().bus);
    await opened
      .reader(totals())
      .collection.updateOne({ _id: '4' } as object, { $set: { total: 1_000_000 } });
    expect(await opened.verify('lab.totals')).toMatchObject({
      equal: false,
      difference: { id: '4', found: { total: 1_000_000 } },
    });
    expect((await opened.rebuild('lab.totals')).old?.equal).toBe(false);
    expect(await opened.verify('lab.totals')).toMatchObject({ equal: true });
  });
});

describe('on Kafka', () => {
  const publishing = async (bus: EventBus) => {
    let kept: Awaited<ReturnType<Parameters<EventBus['publisher']>[0]['state']['load']>>;
    const state = {
      load: async () => kept,
      save: async (next: NonNullable<typeof kept>) => {
        kept = next;
      },
    };
    return bus.publisher({ service: 'lab', state });
  };

  it('applies nothing twice after a crash between its commit and that of the bus', async () => {
    const bus = createBus({
      brokers: testKafkaBrokers().split(','),
      clientId: 'lab',
      log,
      topicPrefix: testTopicPrefix(),
    });
    onTestFinished(() => bus.close());
    await bus.ensureTopics([tally.name]);
    const events = tallies(1, 500);
    await record(events);
    await (await publishing(bus)).publish(events);
    // Builds from an empty log, so that everything comes by the bus.
    const sealed = reader;
    reader = Object.assign(Object.create(sealed), { head: async () => 0 });
    let crash: (error: Error) => void = () => {};
    const crashed = new Promise<Error>((resolve) => {
      crash = resolve;
    });
    let built: () => void = () => {};
    const whenBuilt = new Promise<void>((resolve) => {
      built = resolve;
    });
    const afterBuild = (end: () => void): Pick<EventBus, 'subscribe'> => ({
      subscribe: (options) =>
        bus.subscribe({
          ...options,
          async onBatches(batches, control) {
            await whenBuilt;
            await options.onBatches(batches, control);
            end();
          },
        }),
    });
    const dying = afterBuild(() => {
      throw new Error('the process ends here');
    });
    const first = await open(dying, [totals()], crash);
    built();
    expect((await crashed).message).toMatch('the process ends here');
    const before = (await statusOf(first)).counters.applied;
    expect(before).toBeGreaterThan(0);
    await first.stop();
    const second = await open(bus, [totals()]);
    for (const each of tallies(471, 30))
      await second.waitForPosition('lab.totals', each.stream, each.position, { deadline: soon() });
    expect((await statusOf(second)).counters).toMatchObject({
      repeats: before,
      applied: 500 - before,
      gaps: 0,
    });
    reader = sealed;
    expect(await second.verify('lab.totals')).toMatchObject({ equal: true, events: 500 });
  });

  it('two replicas fold a live log while it is rebuilt, and end equal to a fold of the log', async () => {
    const topicPrefix = testTopicPrefix();
    const busOf = (clientId: string) => {
      const bus = createBus({ brokers: testKafkaBrokers().split(','), clientId, log, topicPrefix });
      onTestFinished(() => bus.close());
      return bus;
    };
    const bus = busOf('lab-1');
    await bus.ensureTopics([tally.name]);
    const publisher = await publishing(bus);
    const one = await open(bus);
    const two = await open(busOf('lab-2'));
    const total = 6_000;
    const publish = async () => {
      for (let first = 1; first <= total; first += 200) {
        const events = tallies(first, 200);
        await record(events);
        await publisher.publish(events);
      }
    };
    const [, rebuilt] = await Promise.all([publish(), one.rebuild('lab.totals')]);
    expect(rebuilt.old?.equal).toBe(true);
    const last = tallies(total, 1)[0]!;
    await two.waitForCommit('lab.totals', commitIdOf(last.stream, last.version), { deadline: soon() });
    for (const each of tallies(total - 30, 31))
      await one.waitForPosition('lab.groups', each.stream, each.position, { deadline: soon() });
    for (const name of ['lab.totals', 'lab.groups'])
      expect(await one.verify(name)).toMatchObject({ equal: true, events: total });
  });
});

describe('reads not before a token', () => {
  it('wait until the commit is visible, and say by the deadline when it is not', async () => {
    const { bus, deliver } = handBus();
    const opened = await open(bus);
    const [event] = tallies(1, 1);
    await record([event!]);
    const id = commitIdOf(event!.stream, 1);
    await expect(
      opened.waitForCommit('lab.totals', id, { deadline: new Date(Date.now() + 60) }),
    ).rejects.toMatchObject({ code: 'NOT_YET_VISIBLE' });
    const waited = opened.waitForCommit('lab.totals', id, { deadline: soon() });
    await deliver([event!]);
    await waited;
    expect(await opened.reader(totals()).count({})).toBe(1);
  });
});
