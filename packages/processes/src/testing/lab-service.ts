import { randomUUID } from 'node:crypto';
import type { Case, LoggedEvent } from '@linchpin/domain';
import { type TestDatabase, testDatabase } from '@linchpin/engines/testing';
import { type DeliveryControl, type EventBatch, type EventBus, partitionOf } from '@linchpin/event-bus';
import { type EventStore, openEventStore, startSequencer } from '@linchpin/event-store';
import { openProjections } from '@linchpin/projections';
import { pino } from 'pino';
import { type Execute, openProcesses, type Processes } from '../index.js';
import { account, type CreditOptions, credit, order, orders } from './lab.js';

const log = pino({ level: 'silent' });
const always: DeliveryControl = { heartbeat: async () => {}, isCurrent: () => true, assertCurrent: () => {} };
const free = { commandId: '', requestHash: Buffer.alloc(16), actor: 'spec' };

/** What a spec may put between the process and the rest. */
export interface OpenOptions extends CreditOptions {
  readonly around?: ((execute: Execute) => Execute) | undefined;
  readonly clock?: (() => Date) | undefined;
}

/** A store with a log, and a bus that the spec drives by hand. */
export interface Lab {
  readonly database: TestDatabase;
  readonly store: EventStore;
  readonly execute: Execute;
  /** Does a command, and waits until it is in the log. */
  record(aggregate: typeof order | typeof account, id: string, command: Case): Promise<LoggedEvent>;
  /** All events of the log. */
  events(aggregate: string): Promise<LoggedEvent[]>;
  /** Opens the process; `deliver` hands it events as the bus would, but for those that the bus has lost. */
  open(options?: OpenOptions): Promise<{
    processes: Processes;
    deliver(events: readonly LoggedEvent[], lost?: readonly LoggedEvent[]): Promise<void>;
  }>;
  stop(): Promise<void>;
}

export async function startLab(): Promise<Lab> {
  const database = await testDatabase();
  const { db } = database;
  const store = await openEventStore({ db, service: 'lab', log });
  const sequencer = await startSequencer({ db, service: 'lab', log });
  const opened: { stop(): Promise<void> }[] = [];
  const execute: Execute = ({ aggregate, id, command, commandId, actor }) =>
    store.execute(aggregate, id, command, { ...free, commandId, actor });
  const events = async (aggregate: string): Promise<LoggedEvent[]> => {
    const all: LoggedEvent[] = [];
    for await (const batch of store.log.read({ from: 1, aggregates: [aggregate] })) all.push(...batch);
    return all;
  };
  return {
    database,
    store,
    execute,
    events,
    async record(aggregate, id, command) {
      const answer = await store.execute(aggregate as typeof order, id, command as never, {
        ...free,
        commandId: randomUUID(),
      });
      if (answer.kind !== 'accepted') throw new Error(answer.message);
      for (;;) {
        const found = await store.log.positionOf(answer.commitId!);
        if (found === undefined) continue;
        for await (const batch of store.log.read({ from: found.first, to: found.last })) return batch[0]!;
      }
    },
    async open({ around = (same: Execute) => same, clock = () => new Date(), ...options } = {}) {
      const handlers: ((batches: readonly EventBatch[], control: DeliveryControl) => Promise<void>)[] = [];
      const bus: Pick<EventBus, 'subscribe'> = {
        async subscribe({ onBatches }) {
          handlers.push(onBatches);
          return { lastConfirmedAt: () => new Date(), assignment: () => new Map(), close: async () => {} };
        },
      };
      const common = { db, service: 'lab', logOf: () => store.log, log, onCrash: () => {} };
      const projections = openProjections({
        ...common,
        projections: [orders],
        bus,
      });
      const processes = openProcesses({
        ...common,
        processes: [credit(options)],
        aggregates: [order, account],
        bus,
        projections,
        execute: around(execute),
        clock,
      });
      opened.push(processes, projections);
      await projections.start();
      await projections.ready();
      await processes.start();
      return {
        processes,
        async deliver(given, lost = []) {
          await Promise.all(handlers.map((handle) => handle(batchesOf(given, lost), always)));
        },
      };
    },
    async stop() {
      for (const each of opened) await each.stop();
      await sequencer.stop();
      await store.close();
      await database.drop();
    },
  };
}

/** As the bus would deliver them, with the position of the one before in the partition. Give it every event from the first on. */
function batchesOf(events: readonly LoggedEvent[], lost: readonly LoggedEvent[]): EventBatch[] {
  const last = new Map<number, number>();
  const batches = new Map<number, EventBatch & { events: (LoggedEvent & { previous: number })[] }>();
  for (const event of events) {
    const partition = partitionOf(event.stream, 6);
    const batch = batches.get(partition) ?? { topic: 'lab', aggregate: order.name, partition, events: [] };
    if (!lost.includes(event)) batch.events.push({ ...event, previous: last.get(partition) ?? 0 });
    last.set(partition, event.position);
    batches.set(partition, batch);
  }
  return [...batches.values()];
}
