import { createHash, randomUUID } from 'node:crypto';
import type { LoggedEvent } from '@linchpin/domain';
import type { Admin, Kafka } from 'kafkajs';
import type { ReceivedEvent, Verification, VerifyOptions } from './event-bus.js';
import { continuityOf } from './gap-detector.js';
import { createMessageReader } from './message.js';
import { partitionOf } from './partition-of.js';
import { aggregateOf, partitionCount } from './topics.js';

/** What one partition holds: how many events, the last of them, and a digest over all in order. */
interface Content {
  events: number;
  last: number;
  digest: string;
}

const emptyContent = (): Content => ({ events: 0, last: 0, digest: '' });

function append(content: Content, event: LoggedEvent): void {
  const { position, stream, version, type, schemaVersion, recordedAt, commandId, actor, traceparent, data } =
    event;
  content.events += 1;
  content.last = position;
  content.digest = createHash('sha256')
    .update(content.digest)
    .update(
      JSON.stringify([
        position,
        stream,
        version,
        type,
        schemaVersion,
        recordedAt,
        commandId,
        actor,
        traceparent,
      ]),
    )
    .update(data)
    .digest('base64');
}

/** Compares topics with a log. @param topics the aggregate of each topic. */
export async function verify(
  kafka: Kafka,
  admin: Admin,
  topics: ReadonlyMap<string, string>,
  log: VerifyOptions['log'],
): Promise<Verification> {
  const problems: string[] = [];
  let repeats = 0;
  const published = new Map<string, Content>();
  await readTopics(kafka, admin, topics, (topic, aggregate, partition, event) => {
    const key = `${aggregate}/${partition}`;
    const content = contentOf(published, key);
    const continuity = continuityOf(content.last, event.previous, event.position);
    if (continuity === 'repeat') {
      repeats += 1;
      return;
    }
    if (continuity === 'gap')
      problems.push(
        `${topic}, partition ${partition}: after position ${content.last} comes ${event.position}, ` +
          `which follows ${event.previous}`,
      );
    if (partitionOf(event.stream, partitionCount) !== partition)
      problems.push(
        `${topic}, partition ${partition}: position ${event.position} belongs to another partition`,
      );
    append(content, event);
  });

  const aggregates = new Set(topics.values());
  const logged = new Map<string, Content>();
  for await (const events of log)
    for (const event of events) {
      const aggregate = aggregateOf(event.stream);
      if (aggregates.has(aggregate))
        append(contentOf(logged, `${aggregate}/${partitionOf(event.stream, partitionCount)}`), event);
    }
  for (const key of new Set([...published.keys(), ...logged.keys()])) {
    const inTopic = published.get(key) ?? emptyContent();
    const inLog = logged.get(key) ?? emptyContent();
    if (inTopic.events !== inLog.events)
      problems.push(
        `${key}: the topic holds ${inTopic.events} events up to position ${inTopic.last}, ` +
          `the log ${inLog.events} up to ${inLog.last}`,
      );
    else if (inTopic.digest !== inLog.digest)
      problems.push(`${key}: the topic's events differ from the log's`);
  }
  const events = [...published.values()].reduce((sum, content) => sum + content.events, 0);
  return { complete: problems.length === 0, events, repeats, problems };
}

const contentOf = (contents: Map<string, Content>, key: string): Content => {
  let content = contents.get(key);
  if (!content) {
    content = emptyContent();
    contents.set(key, content);
  }
  return content;
};

type Visit = (topic: string, aggregate: string, partition: number, event: ReceivedEvent) => void;

/** Reads topics from their beginning to where they end now, as a group of its own that is removed afterwards. */
async function readTopics(
  kafka: Kafka,
  admin: Admin,
  topics: ReadonlyMap<string, string>,
  visit: Visit,
): Promise<void> {
  const ends = new Map<string, bigint>();
  for (const topic of topics.keys())
    for (const { partition, high, low } of await admin.fetchTopicOffsets(topic))
      if (BigInt(high) > BigInt(low)) ends.set(`${topic}/${partition}`, BigInt(high));
  if (ends.size === 0) return;

  const groupId = `linchpin-verify-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 100 });
  await consumer.connect();
  try {
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      const run = async () => {
        await consumer.subscribe({ topics: [...topics.keys()], fromBeginning: true });
        await consumer.run({
          autoCommit: false,
          eachBatch: async ({ batch: { topic, partition, messages }, heartbeat }) => {
            const key = `${topic}/${partition}`;
            const aggregate = topics.get(topic)!;
            const read = createMessageReader(topic, aggregate, partition);
            const end = ends.get(key);
            if (end === undefined) return;
            for (const message of messages)
              if (BigInt(message.offset) < end) visit(topic, aggregate, partition, read(message));
            if (BigInt(messages.at(-1)!.offset) + 1n >= end) ends.delete(key);
            if (ends.size === 0) resolve();
            await heartbeat();
          },
        });
      };
      run().catch(reject);
    });
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]);
  }
}
