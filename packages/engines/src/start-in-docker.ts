import type { Progress } from '../provision/index.mjs';

/** An engine in a container of this run; its data goes with it. */
export interface ContainerEngine {
  readonly address: string;
  readonly how: string;
  stop(): Promise<void>;
}

/** MongoDB as a replica set of one, in a container. */
export async function startMongodbInDocker(progress: Progress): Promise<ContainerEngine> {
  const image = 'mongo:7.0';
  progress(`MongoDB: starting ${image} in Docker`);
  const { MongoDBContainer } = await import('@testcontainers/mongodb');
  const container = await new MongoDBContainer(image).start();
  return {
    address: `${container.getConnectionString()}/?directConnection=true`,
    how: `${image} in Docker`,
    stop: async () => void (await container.stop()),
  };
}

/** Kafka as one node, in a container. */
export async function startKafkaInDocker(progress: Progress): Promise<ContainerEngine> {
  const image = 'confluentinc/cp-kafka:8.1.0';
  const port = 9093;
  progress(`Kafka: starting ${image} in Docker`);
  const { KafkaContainer } = await import('@testcontainers/kafka');
  const container = await new KafkaContainer(image)
    .withKraft()
    .withEnvironment({
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    })
    .start();
  return {
    address: `${container.getHost()}:${container.getMappedPort(port)}`,
    how: `${image} in Docker`,
    stop: async () => void (await container.stop()),
  };
}
