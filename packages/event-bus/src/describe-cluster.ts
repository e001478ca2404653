import type { Logger } from 'pino';
import { BusUnavailableError } from './errors.js';
import { createKafka } from './kafka.js';

/** What a Kafka says of itself. */
export interface ClusterDescription {
  readonly clusterId: string;
  /** `host:port` of each broker that is up. */
  readonly brokers: readonly string[];
  /** Whether there is a controller, without which no topic can be created. */
  readonly hasController: boolean;
}

/**
 * Asks the Kafka at some of its brokers what it is, once. Default: waits for 5,000 ms for each answer.
 * @throws {BusUnavailableError} when none answers in time.
 */
export async function describeCluster(
  brokers: readonly string[],
  log: Logger,
  timeoutMs = 5_000,
): Promise<ClusterDescription> {
  const admin = createKafka(brokers, 'status', log, {
    connectionTimeout: timeoutMs,
    requestTimeout: timeoutMs,
    retry: { retries: 0 },
  }).admin();
  try {
    await admin.connect();
    const found = await admin.describeCluster();
    return {
      clusterId: found.clusterId,
      brokers: found.brokers.map(({ host, port }) => `${host}:${port}`),
      hasController: found.controller !== null,
    };
  } catch (error) {
    throw new BusUnavailableError(brokers, error);
  } finally {
    await admin.disconnect();
  }
}
