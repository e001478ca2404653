import type { LoggedEvent } from '@linchpin/domain';
import type { Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import { maxMessageBytes } from './ensure-topics.js';
import { EventTooLargeError, NotContiguousError, PublisherFailedError, UnknownTopicError } from './errors.js';
import type { Publisher, PublisherOptions, PublisherState } from './event-bus.js';
import { createMessageWriter, type OutgoingMessage, sizeOf } from './message.js';
import { partitionOf } from './partition-of.js';
import { aggregateOf, partitionCount } from './topics.js';

/** The most of one send; a larger event goes alone. */
const maxSendEvents = 2_000;
const maxSendBytes = 1_048_576;

interface Send {
  readonly messages: Map<string, (OutgoingMessage & { partition: number })[]>;
  /** The state once it is acknowledged. */
  readonly after: PublisherState;
  readonly next: number;
}

/**
 * Connects a publisher. What is sent is a function of the events and the saved state alone, so what a crash makes it
 * send again is identical to the first time.
 * @param topicOf the topic of an aggregate; undefined when it was not ensured.
 */
export async function openPublisher(
  kafka: Kafka,
  topicOf: (aggregate: string) => string | undefined,
  { service, state, onFatal }: PublisherOptions,
  log: Logger,
): Promise<Publisher> {
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    // Limited so that a close is noticed; the same messages are then sent again with the same sequence numbers.
    retry: { initialRetryTime: 20, maxRetryTime: 1_000, retries: 8 },
    createPartitioner:
      () =>
      ({ message: { partition } }) =>
        partition!,
  });
  const write = createMessageWriter(service);
  let saved = (await state.load()) ?? { position: 0, previous: [] };
  const previousOf = new Map(
    saved.previous.map(({ aggregate, partition, position }) => [`${aggregate}/${partition}`, position]),
  );
  await producer.connect();

  let closing = false;
  let failure: PublisherFailedError | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const fail = (cause: unknown): PublisherFailedError => {
    failure = new PublisherFailedError(saved.position, cause);
    log.error({ err: failure, service }, 'publishing ended');
    onFatal?.(failure);
    return failure;
  };

  /** The longest run of events from `from` on that fits one send. */
  const prepare = (events: readonly LoggedEvent[], from: number): Send => {
    const messages: Send['messages'] = new Map();
    let bytes = 0;
    let next = from;
    for (; next < events.length && next - from < maxSendEvents; next += 1) {
      const event = events[next]!;
      const aggregate = aggregateOf(event.stream);
      const topic = topicOf(aggregate);
      if (topic === undefined) throw new UnknownTopicError(aggregate);
      const partition = partitionOf(event.stream, partitionCount);
      const key = `${aggregate}/${partition}`;
      if ((previousOf.get(key) ?? 0) >= event.position) continue;
      const message = { ...write(event, previousOf.get(key) ?? 0), partition };
      const size = sizeOf(message);
      if (size > maxMessageBytes) throw new EventTooLargeError(event.position, size, maxMessageBytes);
      if (next > from && bytes + size > maxSendBytes) break;
      bytes += size;
      previousOf.set(key, event.position);
      const ofTopic = messages.get(topic);
      if (ofTopic) ofTopic.push(message);
      else messages.set(topic, [message]);
    }
    return {
      messages,
      next,
      after: { position: events[next - 1]!.position, previous: positionsOf(previousOf) },
    };
  };

  const send = async ({ messages }: Send): Promise<void> => {
    if (messages.size === 0) return;
    const topicMessages = [...messages].map(([topic, ofTopic]) => ({ topic, messages: ofTopic }));
    for (;;) {
      try {
        await producer.sendBatch({ acks: -1, topicMessages });
        return;
      } catch (error) {
        if (closing || !isPassing(error)) throw error;
        log.warn(
          { err: error, service, position: saved.position },
          'the bus does not take events; trying again',
        );
      }
    }
  };

  const publish = async (events: readonly LoggedEvent[]): Promise<void> => {
    if (failure) throw failure;
    if (closing) throw new PublisherFailedError(saved.position, new Error('the publisher is closed'));
    events.forEach(({ position }, index) => {
      const expected = saved.position + 1 + index;
      if (position !== expected) throw new NotContiguousError(expected, position);
    });
    try {
      for (let from = 0; from < events.length; ) {
        const prepared = prepare(events, from);
        await send(prepared);
        await state.save(prepared.after);
        saved = prepared.after;
        from = prepared.next;
      }
    } catch (error) {
      throw fail(error);
    }
  };

  return {
    get position() {
      return saved.position;
    },
    publish(events) {
      const published = queue.then(() => publish(events));
      queue = published.catch(() => undefined);
      return published;
    },
    async close() {
      closing = true;
      await queue;
      await producer.disconnect();
    },
  };
}

const positionsOf = (previousOf: ReadonlyMap<string, number>): PublisherState['previous'] =>
  [...previousOf].map(([key, position]) => {
    const slash = key.lastIndexOf('/');
    return { aggregate: key.slice(0, slash), partition: Number(key.slice(slash + 1)), position };
  });

/** Whether kafkajs gave up only because its own retries were used up. */
const isPassing = (error: unknown): boolean =>
  error instanceof Error && error.name === 'KafkaJSNumberOfRetriesExceeded';
