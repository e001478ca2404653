import type { LoggedEvent } from '@linchpin/domain';
import { type DeliveryControl, type EventBatch, type EventBus, partitionOf } from '@linchpin/event-bus';
import { tally } from './tally.js';

/** A bus that a spec drives by hand: what Kafka may do, but only when asked. */
export function handBus(): {
  bus: Pick<EventBus, 'subscribe'>;
  deliver(events: readonly LoggedEvent[], lost?: readonly LoggedEvent[]): Promise<void>;
} {
  const previous = new Map<number, number>();
  const known = new Map<number, number>();
  let handle: ((batches: readonly EventBatch[], control: DeliveryControl) => Promise<void>) | undefined;
  const control: DeliveryControl = {
    heartbeat: async () => {},
    isCurrent: () => true,
    assertCurrent: () => {},
  };
  return {
    bus: {
      async subscribe({ onBatches }) {
        handle = onBatches;
        return { lastConfirmedAt: () => new Date(), assignment: () => new Map(), close: async () => {} };
      },
    },
    async deliver(events, lost = []) {
      const batches = new Map<number, EventBatch & { events: (LoggedEvent & { previous: number })[] }>();
      for (const event of [...events, ...lost]) {
        const partition = partitionOf(event.stream, 6);
        if (!known.has(event.position)) {
          known.set(event.position, previous.get(partition) ?? 0);
          previous.set(partition, event.position);
        }
        if (lost.includes(event)) continue;
        const batch = batches.get(partition) ?? {
          topic: 'lab',
          aggregate: tally.name,
          partition,
          events: [],
        };
        batch.events.push({ ...event, previous: known.get(event.position)! });
        batches.set(partition, batch);
      }
      await handle!([...batches.values()], control);
    },
  };
}
