/** The same messages by kafkajs alone, as it is; prints events per second. */
import { Kafka, logLevel } from 'kafkajs';
import { newPrefix, testBrokers, testBus } from '../src/fixtures.js';
import { createMessageWriter } from '../src/message.js';
import { partitionOf } from '../src/partition-of.js';
import { partitionCount, topicOf } from '../src/topics.js';
import { aggregate, count, events, rate, sendSize } from './workload.js';

async function ofKafkajs() {
  const topicPrefix = newPrefix();
  await testBus({ topicPrefix }).ensureTopics([aggregate]);
  const topic = topicOf(aggregate, topicPrefix);
  const kafka = new Kafka({ brokers: testBrokers, clientId: 'bench', logLevel: logLevel.NOTHING });
  const producer = kafka.producer({
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition!,
  });
  await producer.connect();
  const write = createMessageWriter('bench');
  const messages = events.map((event) => ({
    ...write(event, 1),
    partition: partitionOf(event.stream, partitionCount),
  }));
  const publish = await rate(async () => {
    for (let from = 0; from < count; from += sendSize)
      await producer.send({ topic, acks: -1, messages: messages.slice(from, from + sendSize) });
  });
  const consumer = kafka.consumer({ groupId: newPrefix() });
  const consume = await rate(async () => {
    let handled = 0;
    let done = () => {};
    const all = new Promise<void>((resolve) => {
      done = resolve;
    });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachBatch: async ({ batch }) => {
        handled += batch.messages.length;
        if (handled >= count) done();
      },
    });
    await all;
  });
  await consumer.disconnect();
  await producer.disconnect();
  return { publish, consume };
}

process.stdout.write(JSON.stringify(await ofKafkajs()));
