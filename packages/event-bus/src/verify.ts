import { createHash, randomUUID } from 'node:crypto';
import type { LoggedEvent } from '@linchpin/domain';
import type { Admin, Kafka } from 'kafkajs';
import { PoisonMessageError } from './errors.js';
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
  { log, published: publishedTo = Number.POSITIVE_INFINITY }: Pick<VerifyOptions, 'log' | 'published'>,
): Promise<Verification> {
  const problems: string[] = [];
  const damaged = new Set<string>();
  const report = (aggregate: string, problem: string): void => {
    damaged.add(aggregate);
    problems.push(problem);
  };
  let repeats = 0;
  const published = new Map<string, Content>();
  const existing = new Set(await admin.listTopics());
  for (const [topic, aggregate] of topics)
    if (!existing.has(topic)) report(aggregate, `${topic}: the topic does not exist`);
  const present = new Map([...topics].filter(([topic]) => existing.has(topic)));
  await readTopics(kafka, admin, present, (topic, aggregate, partition, read) => {
    const where = `${topic}, partition ${partition}`;
    const event = wholeOrReport(read, (problem) => report(aggregate, problem));
    if (event === undefined) return;
    const content = contentOf(published, `${aggregate}/${partition}`);
    const continuity = continuityOf(content.last, event.previous, event.position);
    if (continuity === 'repeat') {
      repeats += 1;
      return;
    }
    if (continuity === 'gap')
      report(
        aggregate,
        `${where}: after position ${content.last} comes ${event.position}, which follows ${event.previous}`,
      );
    if (partitionOf(event.stream, partitionCount) !== partition)
      report(aggregate, `${where}: position ${event.position} belongs to another partition`);
    append(content, event);
  });

  const aggregates = new Set(topics.values());
  const logged = new Map<string, Content>();
  for await (const events of log)
    for (const event of events) {
      const aggregate = aggregateOf(event.stream);
      if (!aggregates.has(aggregate)) continue;
      const key = `${aggregate}/${partitionOf(event.stream, partitionCount)}`;
      const needed = event.position <= Math.max(publishedTo, published.get(key)?.last ?? 0);
      if (needed) append(contentOf(logged, key), event);
    }
  for (const key of new Set([...published.keys(), ...logged.keys()])) {
    const aggregate = aggregateOf(key);
    const inTopic = published.get(key) ?? emptyContent();
    const inLog = logged.get(key) ?? emptyContent();
    if (inTopic.events !== inLog.events)
      report(
        aggregate,
        `${key}: the topic holds ${inTopic.events} events up to position ${inTopic.last}, ` +
          `the log ${inLog.events} up to ${inLog.last}`,
      );
    else if (inTopic.digest !== inLog.digest)
      report(aggregate, `${key}: the topic's events differ from the log's`);
  }
  const events = [...published.values()].reduce((sum, content) => sum + content.events, 0);
  return { complete: problems.length === 0, events, repeats, problems, damaged: [...damaged] };
}

function wholeOrReport(
  read: () => ReceivedEvent,
  report: (problem: string) => void,
): ReceivedEvent | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PoisonMessageError)) throw error;
    report(error.message);
    return undefined;
  }
}

const contentOf = (contents: Map<string, Content>, key: string): Content => {
  let content = contents.get(key);
  if (!content) {
    content = emptyContent();
    contents.set(key, content);
  }
  return content;
};

type Visit = (topic: string, aggregate: string, partition: number, read: () => ReceivedEvent) => void;

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
              if (BigInt(message.offset) < end) visit(topic, aggregate, partition, () => read(message));
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
