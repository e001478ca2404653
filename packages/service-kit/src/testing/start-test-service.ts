import type { Grant, SigningKey } from '@linchpin/access';
import { createLogger } from '@linchpin/telemetry';
import { type Connected, connect, disconnect } from '../client.js';
import type { Configuration } from '../configuration.js';
import type { Definition } from '../definition.js';
import type { ServiceDefinition } from '../service.js';
import { startService } from '../start-service.js';
import { testConfiguration } from './test-configuration.js';
import { createTestIssuer, groupAdmin } from './test-issuer.js';

/** How a service is started for a test. */
export interface TestServiceOptions {
  /** Default: the machine's clock. */
  readonly clock?: (() => Date) | undefined;
  /** Default: `LINCHPIN_LOG_LEVEL`, or `error`. */
  readonly logLevel?: string | undefined;
  /** The services whose events it follows, by name; it gets their key, their topics, and a token to read their logs. */
  readonly follows?: Readonly<Record<string, TestService>> | undefined;
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
  /** Disconnects its clients, ends it and drops its database. @throws what the service could not go on for, if anything */
  stop(): Promise<void>;
}

/**
 * Starts a service for a test and waits until its projections are built.
 * @example const people = await startTestService(peopleService); … await people.stop();
 */
export async function startTestService(
  definition: ServiceDefinition,
  { clock, logLevel = process.env.LINCHPIN_LOG_LEVEL ?? 'error', follows = {} }: TestServiceOptions = {},
): Promise<TestService> {
  const issuer = await createTestIssuer(clock, Object.values(follows)[0]?.key);
  const { configuration, drop } = await testConfiguration(issuer, follows);
  const failures: Error[] = [];
  const running = await startService(definition, configuration, {
    log: createLogger(definition.name, logLevel),
    onFatal: (error) => failures.push(error),
    clock,
  });
  await running.ready();
  const clients: object[] = [];
  return {
    address: running.address,
    configuration,
    key: issuer.key,
    token: issuer.token,
    async client(to, ...grants) {
      const token = await issuer.token(...(grants.length === 0 ? [groupAdmin] : grants));
      const made = connect(to, running.address, { token });
      clients.push(made);
      return made;
    },
    healthy: running.healthy,
    async stop() {
      for (const client of clients) disconnect(client);
      await running.stop();
      await drop();
      if (failures[0] !== undefined) throw failures[0];
    },
  };
}
