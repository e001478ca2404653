import { createPrivateKey, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase, testKafkaBrokers, testTopicPrefix } from '@linchpin/engines/testing';
import { newNoteKey } from '@linchpin/tlog';
import type { Configuration } from '../configuration.js';
import type { TestService } from './start-test-service.js';
import type { TestIssuer } from './test-issuer.js';

/** A configuration, and what it names. */
export interface TestConfiguration {
  readonly configuration: Configuration;
  /** Drops the database, and what else was made. */
  drop(): Promise<void>;
}

/**
 * Configures a service for a test: the real engines, a database and topics of its own, a free port; and what it needs to
 * follow other services, by name.
 */
export async function testConfiguration(
  { trust, token }: Pick<TestIssuer, 'trust' | 'token'>,
  follows: Readonly<Record<string, Pick<TestService, 'address' | 'configuration'>>> = {},
): Promise<TestConfiguration> {
  const database = await testDatabase();
  const [followed] = Object.values(follows);
  const folder = followed && (await mkdtemp(join(tmpdir(), 'linchpin-test-')));
  const serviceTokenFile = folder && join(folder, 'token');
  if (serviceTokenFile) await writeFile(serviceTokenFile, await token({ role: 'integrator', sites: ['*'] }));
  return {
    configuration: {
      mongodbUrl: database.url,
      database: database.name,
      kafkaBrokers: testKafkaBrokers().split(','),
      topicPrefix: followed?.configuration.topicPrefix ?? testTopicPrefix(),
      ...trust,
      grpcAddress: '127.0.0.1:0',
      cursorKey: randomBytes(32),
      logKey: createPrivateKey(newNoteKey()),
      services: new Map(Object.entries(follows).map(([name, { address }]) => [name, address])),
      serviceTokenFile,
    },
    async drop() {
      await database.drop();
      if (folder) await rm(folder, { recursive: true });
    },
  };
}
