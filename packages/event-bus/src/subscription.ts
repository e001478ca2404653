import type { EachBatchPayload, Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import { GenerationLostError, HandlerFailedError, PoisonMessageError } from './errors.js';
import type { DeliveryControl, EventBatch, SubscribeOptions, Subscription } from './event-bus.js';
import { gather } from './gather.js';
import { KafkaJSError } from './kafkajs.js';
import { followMembership } from './membership.js';
import { createMessageReader } from './message.js';
import { partitionCount } from './topics.js';

/** How long a member may be silent, and how long a rebalance may take, in milliseconds. */
interface Timing {
  readonly sessionTimeout: number;
  readonly heartbeatInterval: number;
  readonly rebalanceTimeout: number;
}

const defaultTiming: Timing = { sessionTimeout: 30_000, heartbeatInterval: 3_000, rebalanceTimeout: 60_000 };

/** Joins a group. @param topics the aggregate of each topic. */
export async function openSubscription(
  kafka: Kafka,
  topics: ReadonlyMap<string, string>,
  { groupId, onBatches, onCrash }: SubscribeOptions,
  log: Logger,
  timing: Timing = defaultTiming,
): Promise<Subscription> {
  let failure: Error | undefined;
  const consumer = kafka.consumer({
    groupId,
    ...timing,
    // A poll returns with the first event; the wait only bounds how long an empty poll holds the connection.
    minBytes: 1,
    maxWaitTimeInMs: 100,
    maxBytesPerPartition: 1_048_576,
    maxBytes: 8_388_608,
    allowAutoTopicCreation: false,
    retry: {
      initialRetryTime: 50,
      maxRetryTime: 2_000,
      retries: 8,
      restartOnFailure: async () => failure === undefined,
    },
  });
  const membership = followMembership(consumer, timing.sessionTimeout);
  const readers = new Map<string, ReturnType<typeof createMessageReader>>();

  const decode = ({ batch: { topic, partition, messages } }: EachBatchPayload): EventBatch => {
    const aggregate = topics.get(topic)!;
    const key = `${topic}/${partition}`;
    let read = readers.get(key);
    if (!read) {
      read = createMessageReader(topic, aggregate, partition);
      readers.set(key, read);
    }
    return { topic, aggregate, partition, events: messages.map(read) };
  };

  const deliver = gather(async (payloads: readonly EachBatchPayload[]) => {
    const generation = membership.generation();
    const { heartbeat, commitOffsetsIfNecessary } = payloads[0]!;
    let lost: unknown;
    const control: DeliveryControl = {
      async heartbeat() {
        try {
          await heartbeat();
        } catch (error) {
          lost ??= error;
          throw error;
        }
        control.assertCurrent();
      },
      isCurrent: () => lost === undefined && membership.isCurrent(generation),
      assertCurrent() {
        if (!control.isCurrent()) throw new GenerationLostError(groupId);
      },
    };
    try {
      await onBatches(payloads.map(decode), control);
    } catch (error) {
      // kafkajs rejoins when it sees its own error, whatever the handler made of it.
      if (lost !== undefined) throw lost;
      if (error instanceof GenerationLostError || error instanceof KafkaJSError) throw error;
      failure =
        error instanceof PoisonMessageError
          ? error
          : new HandlerFailedError(groupId, describe(payloads), error);
      throw Object.assign(failure, { retriable: false });
    }
    // Silent for long, and no answer yet on whether the partitions went away: ask before anything is committed.
    if (!control.isCurrent()) await heartbeat();
    control.assertCurrent();
    const handled = payloads.map(({ batch: { topic, partition, messages }, resolveOffset }) => {
      const { offset } = messages.at(-1)!;
      resolveOffset(offset);
      return { topic, partitions: [{ partition, offset: String(BigInt(offset) + 1n) }] };
    });
    await commitOffsetsIfNecessary({ topics: mergeTopics(handled) });
  });

  consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
    if (restart) {
      log.warn({ err: error, groupId }, 'the subscription lost the bus; joining again');
      return;
    }
    const cause = failure ?? error;
    log.error({ err: cause, groupId }, 'the subscription ended');
    onCrash(cause);
  });

  await consumer.connect();
  await consumer.subscribe({ topics: [...topics.keys()], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    // All partitions of a poll reach `gather` at once; it hands them over one poll at a time.
    partitionsConsumedConcurrently: topics.size * partitionCount,
    eachBatch: deliver,
  });

  return {
    lastConfirmedAt: () => new Date(membership.confirmedAt()),
    assignment: membership.assignment,
    close: () => consumer.disconnect(),
  };
}

interface TopicOffsets {
  readonly topic: string;
  readonly partitions: { readonly partition: number; readonly offset: string }[];
}

function mergeTopics(handled: readonly TopicOffsets[]): TopicOffsets[] {
  const merged = new Map<string, TopicOffsets>();
  for (const { topic, partitions } of handled) {
    const found = merged.get(topic);
    if (found) found.partitions.push(...partitions);
    else merged.set(topic, { topic, partitions: [...partitions] });
  }
  return [...merged.values()];
}

const describe = (payloads: readonly EachBatchPayload[]): string =>
  payloads
    .map(({ batch }) => `${batch.topic} partition ${batch.partition} from offset ${batch.firstOffset()}`)
    .join(', ');
