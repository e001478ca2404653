import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { DeliveryControl } from './event-bus.js';
import { eventsFrom, memoryState, newPrefix, testBrokers, testBus } from './fixtures.js';
import { createKafka } from './kafka.js';
import { openSubscription } from './subscription.js';
import { topicOf } from './topics.js';

// The shortest session that Kafka allows.
const timing = { sessionTimeout: 6_000, heartbeatInterval: 500, rebalanceTimeout: 10_000 };

/** Handles ten events in a member that takes 8 s for the first delivery, longer than its session. */
async function handleSlowly(pause: (control: DeliveryControl) => Promise<void>) {
  const prefix = newPrefix();
  const groupId = newPrefix();
  const bus = testBus({ topicPrefix: prefix });
  await bus.ensureTopics(['test.thing']);
  const publisher = await bus.publisher({ service: 'test', state: memoryState() });
  await publisher.publish(eventsFrom(1, 10, { streams: 1 }));
  const deliveries: { first: number; current: boolean }[] = [];
  const crashes: Error[] = [];
  const subscription = await openSubscription(
    createKafka(testBrokers, 'event-bus-test', pino({ level: 'silent' })),
    new Map([[topicOf('test.thing', prefix), 'test.thing']]),
    {
      groupId,
      aggregates: ['test.thing'],
      async onBatches([batch], control) {
        if (deliveries.length === 0) await pause(control);
        deliveries.push({ first: batch!.events[0]!.position, current: control.isCurrent() });
      },
      onCrash: (error) => crashes.push(error),
    },
    pino({ level: 'silent' }),
    timing,
  );
  await sleep(11_000);
  await subscription.close();
  const behind = (await bus.lag(groupId, ['test.thing'])).reduce((sum, { messages }) => sum + messages, 0);
  await bus.close();
  expect(crashes).toEqual([]);
  return { deliveries, behind };
}

describe('a handler that takes longer than the session', () => {
  it('keeps its partitions while it tells of progress', async () => {
    const { deliveries, behind } = await handleSlowly(async (control) => {
      for (let step = 0; step < 16; step += 1) {
        await sleep(500);
        await control.heartbeat();
      }
    });
    expect(deliveries).toEqual([{ first: 1, current: true }]);
    expect(behind).toBe(0);
  });

  it('knows that it lost them when it was silent; nothing is marked, and the events come again', async () => {
    const { deliveries, behind } = await handleSlowly(async () => {
      await sleep(8_000);
    });
    expect(deliveries).toEqual([
      { first: 1, current: false },
      { first: 1, current: true },
    ]);
    expect(behind).toBe(0);
  });
});
