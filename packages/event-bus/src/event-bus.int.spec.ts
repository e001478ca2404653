import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedEvent } from '@linchpin/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventBatch, EventBus } from './event-bus.js';
import { eventsFrom, memoryState, newPrefix, testBus } from './fixtures.js';
import { createRawTopic, sendRaw } from './fixtures-raw.js';
import { createGapDetector } from './gap-detector.js';
import { aggregateOf } from './topics.js';

const aggregates = ['test.thing', 'test.other'];
const mixed = (first: number, count: number): LoggedEvent[] =>
  eventsFrom(first, count).map((event) =>
    event.position % 3 === 0 ? { ...event, stream: event.stream.replace('test.thing', 'test.other') } : event,
  );
async function* logOf(...batches: LoggedEvent[][]) {
  yield* batches;
}
const until = async (holds: () => boolean, milliseconds = 20_000) => {
  const deadline = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('it did not come about in time');
    await sleep(10);
  }
};

describe('publishing and subscribing', () => {
  const bus = testBus();
  const state = memoryState();
  const published = mixed(1, 500);
  beforeAll(async () => {
    await bus.ensureTopics(aggregates);
    const publisher = await bus.publisher({ service: 'test', state });
    await Promise.all([publisher.publish(published.slice(0, 200)), publisher.publish(published.slice(200))]);
    expect(publisher.position).toBe(500);
  });
  afterAll(() => bus.close());

  it('delivers every event whole, each stream in order, to a group that is new', async () => {
    const received: EventBatch[] = [];
    const crashes: Error[] = [];
    const subscription = await bus.subscribe({
      groupId: newPrefix(),
      aggregates,
      onBatches: async (batches) => void received.push(...batches),
      onCrash: (error) => crashes.push(error),
    });
    await until(() => received.reduce((sum, { events }) => sum + events.length, 0) >= 500);
    const detector = createGapDetector();
    for (const { aggregate, partition, events } of received)
      for (const { previous, position, stream } of events) {
        expect(aggregateOf(stream)).toBe(aggregate);
        expect(detector.check(`${aggregate}/${partition}`, previous, position)).toBe('next');
      }
    const events = received
      .flatMap((batch) => batch.events)
      .sort((a, b) => a.position - b.position)
      .map(({ previous: _, ...event }) => event);
    expect(events).toEqual(published.map((event) => ({ ...event, traceparent: undefined })));
    expect(Date.now() - subscription.lastConfirmedAt().getTime()).toBeLessThan(10_000);
    expect([...subscription.assignment().values()].flat()).toHaveLength(12);
    await subscription.close();
    expect(crashes).toEqual([]);
  });

  it('goes on where the group left off, and tells how far it is behind', async () => {
    const groupId = newPrefix();
    const behind = async () =>
      (await bus.lag(groupId, aggregates)).reduce((sum, { messages }) => sum + messages, 0);
    expect(await behind()).toBe(500);
    let handled = 0;
    const join = () =>
      bus.subscribe({
        groupId,
        aggregates,
        onBatches: async (batches) => {
          for (const { events } of batches) handled += events.length;
        },
        onCrash: (error) => {
          throw error;
        },
      });
    const first = await join();
    await until(() => handled === 500);
    await first.close();
    expect(await behind()).toBe(0);
    const second = await join();
    await sleep(500);
    await second.close();
    expect(handled).toBe(500);
  });

  it('is proven complete against the log, and any difference is found', async () => {
    const verdict = (...batches: LoggedEvent[][]) => bus.verify({ aggregates, log: logOf(...batches) });
    expect(await verdict(published.slice(0, 100), published.slice(100))).toEqual({
      complete: true,
      events: 500,
      repeats: 0,
      problems: [],
      damaged: [],
    });
    const missing = await verdict(published, mixed(501, 1));
    expect(missing.complete).toBe(false);
    expect(missing.problems).toHaveLength(1);
    const changed = await verdict(
      published.map((event) => (event.position === 77 ? { ...event, actor: 'eve' } : event)),
    );
    expect(changed.problems).toEqual([expect.stringContaining("events differ from the log's")]);
  });

  it('refuses events that do not continue its position', async () => {
    const publisher = await bus.publisher({ service: 'test', state });
    await expect(publisher.publish(mixed(502, 1))).rejects.toMatchObject({
      code: 'NOT_CONTIGUOUS',
      expected: 501,
    });
    await expect(publisher.publish(mixed(500, 2))).rejects.toThrow('it is published already');
    await expect(publisher.publish([...mixed(501, 1), ...mixed(503, 1)])).rejects.toMatchObject({
      expected: 502,
    });
    expect(publisher.position).toBe(500);
    await publisher.publish([]);
    await publisher.close();
  });
});

describe('a publisher that ends between acknowledgement and save', () => {
  it('sends the same again, which a subscriber drops', async () => {
    const bus = testBus();
    await bus.ensureTopics(aggregates);
    const state = memoryState();
    const log = mixed(1, 60);
    const failures: Error[] = [];
    const first = await bus.publisher({ service: 'test', state, onFatal: (error) => failures.push(error) });
    await first.publish(log.slice(0, 20));
    state.fails = true;
    await expect(first.publish(log.slice(20, 40))).rejects.toMatchObject({ code: 'PUBLISHER_FAILED' });
    await expect(first.publish(log.slice(20, 40))).rejects.toMatchObject({ code: 'PUBLISHER_FAILED' });
    expect(failures).toHaveLength(1);
    state.fails = false;

    const second = await bus.publisher({ service: 'test', state });
    expect(second.position).toBe(20);
    await second.publish(log.slice(20, 60));

    const seen = { next: 0, repeat: 0, gap: 0 };
    const detector = createGapDetector();
    const bodies = new Map<number, string>();
    const subscription = await bus.subscribe({
      groupId: newPrefix(),
      aggregates,
      onBatches: async (batches) => {
        for (const { aggregate, partition, events } of batches)
          for (const event of events) {
            seen[detector.check(`${aggregate}/${partition}`, event.previous, event.position)] += 1;
            const body = JSON.stringify(event);
            expect(bodies.get(event.position) ?? body).toBe(body);
            bodies.set(event.position, body);
          }
      },
      onCrash: (error) => failures.push(error),
    });
    await until(() => seen.next + seen.repeat + seen.gap >= 80);
    expect(seen).toEqual({ next: 60, repeat: 20, gap: 0 });
    expect(await bus.verify({ aggregates, log: logOf(log) })).toMatchObject({
      complete: true,
      events: 60,
      repeats: 20,
    });
    await subscription.close();
    await bus.close();
  });
});

describe('a group of two members', () => {
  it('shares the partitions; a member commits nothing that it lost, and none is left out', async () => {
    const bus = testBus();
    await bus.ensureTopics(['test.thing']);
    const publisher = await bus.publisher({ service: 'test', state: memoryState() });
    await publisher.publish(eventsFrom(1, 600));
    const groupId = newPrefix();
    const handledBy: [Set<number>, Set<number>] = [new Set(), new Set()];
    const errors: unknown[] = [];
    let lost = 0;
    const join = (member: 0 | 1, pause: number) =>
      bus.subscribe({
        groupId,
        aggregates: ['test.thing'],
        onBatches: async (batches, control) => {
          for (const { events } of batches)
            for (const { position } of events) {
              await sleep(pause);
              try {
                await control.heartbeat();
              } catch (error) {
                lost += 1;
                expect(control.isCurrent()).toBe(false);
                throw error;
              }
              handledBy[member].add(position);
            }
        },
        onCrash: (error) => errors.push(error),
      });
    const slow = await join(0, 20);
    await until(() => handledBy[0].size > 20);
    const quick = await join(1, 1);
    await until(() => new Set([...handledBy[0], ...handledBy[1]]).size === 600, 40_000);
    expect(lost).toBe(1);
    expect(handledBy[1].size).toBeGreaterThan(100);
    const held = (member: typeof slow) =>
      member.assignment().get([...member.assignment().keys()][0] ?? '')?.length;
    expect([held(slow), held(quick)]).toEqual([3, 3]);
    await slow.close();
    await quick.close();
    expect(errors).toEqual([]);
    await bus.close();
  }, 60_000);
});

describe('a subscription that cannot go on', () => {
  const ended = async (bus: EventBus, onBatches: () => Promise<void>) => {
    const crashes: Error[] = [];
    const groupId = newPrefix();
    const subscription = await bus.subscribe({
      groupId,
      aggregates: ['test.thing'],
      onBatches,
      onCrash: (error) => crashes.push(error),
    });
    await until(() => crashes.length > 0);
    await sleep(300);
    await subscription.close();
    return {
      crashes,
      lag: (await bus.lag(groupId, ['test.thing'])).reduce((sum, { messages }) => sum + messages, 0),
    };
  };

  it('says so once when its handler fails, and marks nothing as handled', async () => {
    const bus = testBus();
    await bus.ensureTopics(['test.thing']);
    await (await bus.publisher({ service: 'test', state: memoryState() })).publish(eventsFrom(1, 5));
    let calls = 0;
    const { crashes, lag } = await ended(bus, async () => {
      calls += 1;
      throw new Error('the disk is full');
    });
    expect(calls).toBe(1);
    expect(crashes).toEqual([expect.objectContaining({ code: 'HANDLER_FAILED' })]);
    expect(crashes[0]?.message).toContain('the disk is full');
    expect(lag).toBe(5);
    await bus.close();
  });

  it('names a message that is not an event', async () => {
    const prefix = newPrefix();
    const bus = testBus({ topicPrefix: prefix });
    await bus.ensureTopics(['test.thing']);

    await sendRaw(`${prefix}linchpin.test.thing.v1`, 3, 'hello');
    const { crashes } = await ended(bus, async () => undefined);
    expect(crashes).toEqual([
      expect.objectContaining({
        code: 'POISON_MESSAGE',
        topic: `${prefix}linchpin.test.thing.v1`,
        partition: 3,
        offset: '0',
      }),
    ]);
    await bus.close();
  });
});

describe('topics', () => {
  it('are made once, and again nothing changes', async () => {
    const bus = testBus();
    await bus.ensureTopics(aggregates);
    await bus.ensureTopics(aggregates);
  });

  it.each([
    ['as many partitions as it should', { numPartitions: 4 }, 'it has 4 partitions, not 6'],
    [
      'its events for good',
      { configEntries: [{ name: 'retention.ms', value: '1000' }] },
      'retention.ms is 1000, not -1',
    ],
    [
      'every event',
      { configEntries: [{ name: 'cleanup.policy', value: 'compact' }] },
      'cleanup.policy is compact, not delete',
    ],
  ])('that exist and do not keep %s are refused', async (_, settings, problem) => {
    const prefix = newPrefix();

    await createRawTopic({ topic: `${prefix}linchpin.test.thing.v1`, numPartitions: 6, ...settings });
    await expect(testBus({ topicPrefix: prefix }).ensureTopics(['test.thing'])).rejects.toMatchObject({
      code: 'TOPIC_MISMATCH',
      message: expect.stringContaining(problem),
    });
  });

  it('are needed before an event is published', async () => {
    const bus = testBus();
    await bus.ensureTopics(['test.thing']);
    const publisher = await bus.publisher({ service: 'test', state: memoryState() });
    await expect(publisher.publish(eventsFrom(1, 1, { aggregate: 'test.other' }))).rejects.toThrow(
      'call ensureTopics',
    );
    await bus.close();
  });
});

describe('a bus', () => {
  it('says where it looked when nothing answers', async () => {
    const bus = testBus({ brokers: ['127.0.0.1:1'] });
    await expect(bus.ensureTopics(['test.thing'])).rejects.toMatchObject({
      code: 'BUS_UNAVAILABLE',
      message: expect.stringContaining('127.0.0.1:1'),
    });
  });
});
