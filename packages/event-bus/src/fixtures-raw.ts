import { type ITopicConfig, Kafka, logLevel } from 'kafkajs';
import { testBrokers } from './fixtures.js';

const kafka = () =>
  new Kafka({ brokers: testBrokers, clientId: 'event-bus-test', logLevel: logLevel.NOTHING });

/** Writes past the bus, as a stranger would. */
export async function sendRaw(topic: string, partition: number, value: string): Promise<void> {
  const producer = kafka().producer({ createPartitioner: () => () => partition });
  await producer.connect();
  await producer.send({ topic, messages: [{ value }] });
  await producer.disconnect();
}

/** Makes a topic past the bus. */
export async function createRawTopic(topic: ITopicConfig): Promise<void> {
  const admin = kafka().admin();
  await admin.connect();
  await admin.createTopics({ topics: [topic] });
  await admin.disconnect();
}
