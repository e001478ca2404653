import { createPrivateKey, randomBytes } from 'node:crypto';
import { testDatabase, testKafkaBrokers, testTopicPrefix } from '@linchpin/engines/testing';
import { newNoteKey } from '@linchpin/tlog';
import type { Configuration } from '../configuration.js';
import type { TestIssuer } from './test-issuer.js';

/** A configuration, and what it names. */
export interface TestConfiguration {
  readonly configuration: Configuration;
  /** Drops the database. */
  drop(): Promise<void>;
}

/** Configures a service for a test: the real engines, a database and topics of its own, a free port. */
export async function testConfiguration({ trust }: Pick<TestIssuer, 'trust'>): Promise<TestConfiguration> {
  const database = await testDatabase();
  return {
    configuration: {
      mongodbUrl: database.url,
      database: database.name,
      kafkaBrokers: testKafkaBrokers().split(','),
      topicPrefix: testTopicPrefix(),
      ...trust,
      grpcAddress: '127.0.0.1:0',
      cursorKey: randomBytes(32),
      logKey: createPrivateKey(newNoteKey()),
    },
    drop: database.drop,
  };
}
