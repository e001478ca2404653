import type { Logger } from 'pino';
import { deleteTopics, ensureTopics, type TopicDurability } from './ensure-topics.js';
import { BusUnavailableError } from './errors.js';
import type { EventBus, PartitionLag } from './event-bus.js';
import { createKafka } from './kafka.js';
import { openPublisher } from './publisher.js';
import { openSubscription } from './subscription.js';
import { topicOf } from './topics.js';
import { verify } from './verify.js';

export interface BusOptions extends Partial<TopicDurability> {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  /** Shown by Kafka beside the connection, for instance `people`. */
  readonly clientId: string;
  readonly log: Logger;
  /** In front of every topic's name, so that tests do not meet. Default none. */
  readonly topicPrefix?: string | undefined;
  /** Copies of each partition of a topic it creates. Default 1, for one broker; 3 in production. */
  readonly replicationFactor?: number;
  /** How many copies must have an event before it is acknowledged. Default 1; 2 in production. */
  readonly minInSyncReplicas?: number;
}

/**
 * The event bus on Kafka. Connects on first use.
 * @example
 * const bus = createBus({ brokers: ['127.0.0.1:9092'], clientId: 'people', log });
 * await bus.ensureTopics(['people.employee']);
 */
export function createBus(options: BusOptions): EventBus {
  const { brokers, clientId, log, topicPrefix = '', replicationFactor = 1, minInSyncReplicas = 1 } = options;
  const kafka = createKafka(brokers, clientId, log);
  const ensured = new Map<string, string>();
  const open = new Set<{ close(): Promise<void> }>();
  const topicsOf = (aggregates: readonly string[]) =>
    new Map(aggregates.map((aggregate) => [topicOf(aggregate, topicPrefix), aggregate]));

  const connected = async <Result>(use: (admin: ReturnType<typeof kafka.admin>) => Promise<Result>) => {
    const admin = kafka.admin();
    await reach(() => admin.connect());
    try {
      return await use(admin);
    } finally {
      await admin.disconnect();
    }
  };
  const reach = async <Result>(connect: () => Promise<Result>): Promise<Result> => {
    try {
      return await connect();
    } catch (error) {
      throw isConnectionError(error) ? new BusUnavailableError(brokers, error) : error;
    }
  };
  const kept = <Closable extends { close(): Promise<void> }>(closable: Closable): Closable => {
    open.add(closable);
    return closable;
  };

  const create = (aggregates: readonly string[]) => {
    const topics = topicsOf(aggregates);
    return connected(async (admin) => {
      await ensureTopics(admin, [...topics.keys()], { replicationFactor, minInSyncReplicas });
      for (const [topic, aggregate] of topics) ensured.set(aggregate, topic);
    });
  };

  return {
    ensureTopics: create,
    async recreateTopics(aggregates) {
      await connected((admin) => deleteTopics(admin, [...topicsOf(aggregates).keys()]));
      await create(aggregates);
    },
    publisher: async (publisher) =>
      kept(await reach(() => openPublisher(kafka, (aggregate) => ensured.get(aggregate), publisher, log))),
    subscribe: async (subscribe) =>
      kept(await reach(() => openSubscription(kafka, topicsOf(subscribe.aggregates), subscribe, log))),
    lag: (groupId, aggregates) =>
      connected(async (admin) => {
        const topics = [...topicsOf(aggregates).keys()];
        const handled = new Map(
          (await admin.fetchOffsets({ groupId, topics })).flatMap(({ topic, partitions }) =>
            partitions.map(({ partition, offset }) => [`${topic}/${partition}`, Number(offset)]),
          ),
        );
        const lags: PartitionLag[] = [];
        for (const topic of topics)
          for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
            const next = Math.max(handled.get(`${topic}/${partition}`) ?? 0, Number(low));
            lags.push({ topic, partition, messages: Number(high) - next });
          }
        return lags;
      }),
    verify: ({ aggregates, ...against }) =>
      connected((admin) => verify(kafka, admin, topicsOf(aggregates), against)),
    async close() {
      const closing = [...open];
      open.clear();
      await Promise.all(closing.map((each) => each.close()));
    },
  };
}

const isConnectionError = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'KafkaJSConnectionError' ||
    error.name === 'KafkaJSBrokerNotFound' ||
    error.name === 'KafkaJSNumberOfRetriesExceeded');
