import { randomUUID } from 'node:crypto';
import { type LoggedEvent, streamOf } from '@linchpin/domain';
import { pino } from 'pino';
import { type BusOptions, createBus } from './bus.js';
import type { EventBus, PublisherState, PublisherStateStore } from './event-bus.js';

/** Where tests and measurements find Kafka. */
export const testBrokers = (process.env.LINCHPIN_KAFKA_BROKERS ?? '').split(',').filter(Boolean);

/** A bus with topics of its own. */
export const testBus = (options: Partial<BusOptions> = {}): EventBus =>
  createBus({
    brokers: testBrokers,
    clientId: 'event-bus-test',
    log: pino({ level: process.env.LINCHPIN_LOG_LEVEL ?? 'silent' }),
    topicPrefix: newPrefix(),
    ...options,
  });

export const newPrefix = (): string => `test-${randomUUID().slice(0, 8)}.`;

/** A log of `count` events from a position on, spread over streams and in order within each. */
export function eventsFrom(
  first: number,
  count: number,
  { streams = 10, aggregate = 'test.thing', bytes = 40 } = {},
): LoggedEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const position = first + index;
    return {
      position,
      stream: streamOf(aggregate, String(position % streams)),
      version: Math.ceil(position / streams),
      type: 'happened',
      schemaVersion: 1,
      recordedAt: new Date(Date.UTC(2026, 0, 1) + position),
      commandId: `command-${position}`,
      actor: 'ann',
      data: Buffer.alloc(bytes, position % 256),
    };
  });
}

/** A store in memory that may be told to lose a save, as a crash between acknowledgement and save does. */
export function memoryState(
  initial?: PublisherState,
): PublisherStateStore & { fails: boolean; saved?: PublisherState } {
  const store = {
    fails: false,
    ...(initial ? { saved: initial } : {}),
    load: async () => store.saved,
    async save(state: PublisherState) {
      if (store.fails) throw new Error('crashed before the save');
      store.saved = state;
    },
  } as PublisherStateStore & { fails: boolean; saved?: PublisherState };
  return store;
}
