import { randomBytes } from 'node:crypto';
import { connect, type Db } from '@linchpin/mongo';

/** A database of one test file. */
export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  readonly db: Db;
  /** Drops the database and closes the connection. */
  drop(): Promise<void>;
}

/** The MongoDB of this test run. @throws {Error} outside of a test run that has one. */
export const testMongodbUrl = (): string => fromEnvironment('LINCHPIN_MONGODB_URL');

/** The Kafka of this test run, a list of brokers. @throws {Error} outside of a test run that has one. */
export const testKafkaBrokers = (): string => fromEnvironment('LINCHPIN_KAFKA_BROKERS');

/** A new, empty database that no other test uses; drop it at the end. */
export async function testDatabase(): Promise<TestDatabase> {
  const url = testMongodbUrl();
  const name = `test_${randomName()}`;
  const client = await connect(url, { appName: name });
  const db = client.db(name);
  return {
    url,
    name,
    db,
    async drop() {
      await db.dropDatabase();
      await client.close();
    },
  };
}

/** A prefix for topics and groups that no other test uses. */
export const testTopicPrefix = (): string => `test-${randomName()}.`;

const randomName = () => randomBytes(6).toString('hex');

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(
      `${name} is not set. Run the tests from the root of the repository: pnpm exec vitest run.`,
    );
  return value;
}
