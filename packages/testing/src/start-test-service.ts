import { randomBytes } from 'node:crypto';
import { createSigningKey, type Grant, publicJwks, type SigningKey, signToken } from '@linchpin/access';
import { testDatabase, testKafkaBrokers, testTopicPrefix } from '@linchpin/engines/testing';
import {
  type Configuration,
  type Connected,
  connect,
  type Definition,
  disconnect,
  type ServiceDefinition,
  startService,
} from '@linchpin/service-kit';
import { createLogger } from '@linchpin/telemetry';

/** How a service is started for a test. */
export interface TestServiceOptions {
  /** Default: the machine's clock. */
  readonly clock?: (() => Date) | undefined;
}

/** A whole service in this process, on the real engines, with a database and topics of its own. */
export interface TestService {
  /** `host:port` of its gRPC server. */
  readonly address: string;
  readonly configuration: Configuration;
  readonly key: SigningKey;
  /** A token of a caller with these grants. */
  token(...grants: readonly Grant[]): Promise<string>;
  /** A client that calls as somebody with these grants; without any, as one who may do everything everywhere. */
  client<D extends Definition>(definition: D, ...grants: readonly Grant[]): Promise<Connected<D>>;
  healthy(): boolean;
  /** Ends the service and drops its database. @throws what the service could not go on for, if anything */
  stop(): Promise<void>;
}

const everything: Grant = { role: 'group-admin', sites: ['*'] };

/**
 * Starts a service for a test and waits until its projections are built.
 * @example const people = await startTestService(peopleService); … await people.stop();
 */
export async function startTestService(
  definition: ServiceDefinition,
  { clock }: TestServiceOptions = {},
): Promise<TestService> {
  const database = await testDatabase();
  const key = await createSigningKey();
  const configuration: Configuration = {
    mongodbUrl: database.url,
    database: database.name,
    kafkaBrokers: testKafkaBrokers().split(','),
    topicPrefix: testTopicPrefix(),
    jwks: publicJwks(key),
    issuer: 'linchpin-test',
    audience: 'linchpin',
    grpcAddress: '127.0.0.1:0',
    cursorKey: randomBytes(32),
  };
  const failures: Error[] = [];
  const running = await startService(definition, configuration, {
    log: createLogger(definition.name, process.env.LINCHPIN_LOG_LEVEL ?? 'error'),
    onFatal: (error) => failures.push(error),
    clock,
  });
  await running.ready();
  const clients: object[] = [];
  const token = (...grants: readonly Grant[]): Promise<string> =>
    signToken(key, {
      subject: 'somebody',
      grants,
      issuer: configuration.issuer,
      audience: configuration.audience,
      clock,
    });
  return {
    address: running.address,
    configuration,
    key,
    token,
    async client(to, ...grants) {
      const made = connect(to, running.address, {
        token: await token(...(grants.length === 0 ? [everything] : grants)),
      });
      clients.push(made);
      return made;
    },
    healthy: running.healthy,
    async stop() {
      for (const client of clients) disconnect(client);
      await running.stop();
      await database.drop();
      if (failures[0] !== undefined) throw failures[0];
    },
  };
}
