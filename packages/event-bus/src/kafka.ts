import type kafkajs from 'kafkajs';
import type { Logger } from 'pino';
import { Kafka, logLevel } from './kafkajs.js';

type Patience = Pick<kafkajs.KafkaConfig, 'connectionTimeout' | 'requestTimeout' | 'retry'>;

const usual: Patience = {
  connectionTimeout: 3_000,
  requestTimeout: 30_000,
  retry: { initialRetryTime: 20, maxRetryTime: 2_000, retries: 8 },
};

/** A client of kafkajs with every default of weight set, which logs through ours. */
export function createKafka(
  brokers: readonly string[],
  clientId: string,
  log: Logger,
  patience = usual,
): kafkajs.Kafka {
  return new Kafka({
    brokers: [...brokers],
    clientId,
    ...patience,
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ namespace, level, log: { message, timestamp: _, logger: __, ...details } }) => {
        const entry = { ...details, kafkajs: namespace };
        // Only we know what ends the process; what kafkajs calls an error is often a retry.
        if (level <= logLevel.WARN) log.warn(entry, message);
        else log.debug(entry, message);
      },
  });
}
