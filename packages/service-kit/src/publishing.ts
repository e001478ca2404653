import type { EventBus, Publisher, PublisherStateStore } from '@linchpin/event-bus';
import { startSequencer } from '@linchpin/event-store';
import type { Db } from '@linchpin/mongo';
import type { Logger } from '@linchpin/telemetry';

/** What the log of a service is put in order and published with. */
export interface PublishingOptions {
  readonly db: Db;
  readonly service: string;
  readonly bus: EventBus;
  readonly publications: PublisherStateStore;
  readonly log: Logger;
  readonly onFatal: (error: Error) => void;
}

/** Puts the service's log in order and publishes it, in the one process of the service that leads. */
export async function startPublishing({ db, service, bus, publications, log, onFatal }: PublishingOptions) {
  let publisher: Publisher | undefined;
  const sequencer = await startSequencer({
    db,
    service,
    log,
    // Called when this process begins to lead: another may have published since it led last.
    async deliverFrom() {
      await publisher?.close();
      publisher = await bus.publisher({ service, state: publications, onFatal });
      return publisher.position + 1;
    },
    onSegment: async (_, events) => publisher!.publish(events),
  });
  return {
    /**
     * Creates the topics of aggregates anew and begins to fill them from the log, in the same order and with the same
     * bytes; the other topics stay. How far it has come, `publications` says.
     * @throws {NotLeadingError} when another process publishes
     */
    async republish(aggregates: readonly string[]): Promise<void> {
      // A send to a topic that is gone goes on trying; it must end before the delivery can be stopped.
      await bus.ensureTopics(aggregates);
      await sequencer.redeliver(async () => {
        await bus.recreateTopics(aggregates);
        const { previous = [] } = (await publications.load()) ?? {};
        const kept = previous.filter(({ aggregate }) => !aggregates.includes(aggregate));
        await publications.save({ position: 0, previous: kept });
      });
    },
    async stop(): Promise<void> {
      await sequencer.stop();
      await publisher?.close();
    },
  };
}
