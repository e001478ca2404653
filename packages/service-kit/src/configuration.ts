import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { defaultAudience, defaultIssuer, type JSONWebKeySet, readJwks } from '@linchpin/access';
import { ConfigurationError } from './errors.js';

/** What a service is told by its environment. */
export interface Configuration {
  readonly mongodbUrl: string;
  /** The service's own database. Default `linchpin_<service>`. */
  readonly database: string;
  /** `host:port` each. */
  readonly kafkaBrokers: readonly string[];
  /** In front of the names of topics and consumer groups. Default none. */
  readonly topicPrefix: string;
  readonly jwks: JSONWebKeySet;
  readonly issuer: string;
  readonly audience: string;
  /** `host:port` to listen at. */
  readonly grpcAddress: string;
  /** Signs page tokens; the same in every process of the service. */
  readonly cursorKey: Uint8Array;
  /** Where the services are whose logs this one reads, `host:port` by name. */
  readonly services?: ReadonlyMap<string, string> | undefined;
  /** The file of the token with which this service calls others on its own behalf. */
  readonly serviceTokenFile?: string | undefined;
  /** The Ed25519 key that signs checkpoints of the log. Default none: there are no checkpoints then. */
  readonly logKey?: KeyObject | undefined;
}

/**
 * Reads the configuration of a service.
 * @param reads the other services whose logs it reads
 * @throws {ConfigurationError} that names every value that is missing or wrong, and says what it should be
 */
export async function readConfiguration(
  service: string,
  env: Readonly<Record<string, string | undefined>>,
  reads: readonly string[] = [],
): Promise<Configuration> {
  const wrong: string[] = [];
  const required = (name: string, what: string, form: RegExp): string => {
    const value = env[name] ?? '';
    if (value === '') wrong.push(`${name} is not set: ${what}.`);
    else if (!form.test(value)) wrong.push(`${name} is not ${what}.`);
    return value;
  };
  const mongodbUrl = required(
    'LINCHPIN_MONGODB_URL',
    'the URL of a replica set, mongodb://…',
    /^mongodb(\+srv)?:\/\/./,
  );
  const brokers = required(
    'LINCHPIN_KAFKA_BROKERS',
    'a list of brokers, host:port,host:port',
    /^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/,
  );
  const jwksFile = required(
    'LINCHPIN_JWKS_FILE',
    'the file of the public keys that tokens are checked with',
    /./,
  );
  const grpcAddress = required('LINCHPIN_GRPC_ADDRESS', 'the address to listen at, host:port', /^.+:\d+$/);
  const cursorKey = required(
    'LINCHPIN_CURSOR_KEY',
    'a key of 16 bytes or more in hexadecimal, to sign page tokens with',
    /^([\da-f]{2}){16,}$/i,
  );
  const services = new Map(
    reads.map((each) => [
      each,
      required(
        `LINCHPIN_${each.toUpperCase().replaceAll('-', '_')}_ADDRESS`,
        `the address of the service ${each}, whose events this one follows, host:port`,
        /^.+:\d+$/,
      ),
    ]),
  );
  const serviceTokenFile =
    reads.length === 0
      ? undefined
      : required(
          'LINCHPIN_SERVICE_TOKEN_FILE',
          `the file of the token that ${service} reads the logs of other services with`,
          /./,
        );
  if (wrong.length > 0)
    throw new ConfigurationError(`${service} cannot start. ${wrong.join(' ')} Correct the environment.`);
  return {
    mongodbUrl,
    database: env.LINCHPIN_DATABASE || `linchpin_${service}`,
    kafkaBrokers: brokers.split(','),
    topicPrefix: env.LINCHPIN_TOPIC_PREFIX ?? '',
    jwks: await readJwks(jwksFile),
    issuer: env.LINCHPIN_ISSUER || defaultIssuer,
    audience: env.LINCHPIN_AUDIENCE || defaultAudience,
    grpcAddress,
    cursorKey: Buffer.from(cursorKey, 'hex'),
    services,
    serviceTokenFile,
    logKey: env.LINCHPIN_LOG_KEY_FILE ? await readLogKey(env.LINCHPIN_LOG_KEY_FILE) : undefined,
  };
}

async function readLogKey(file: string): Promise<KeyObject> {
  try {
    return createPrivateKey(await readFile(file));
  } catch (cause) {
    throw new ConfigurationError(
      `${file}, named by LINCHPIN_LOG_KEY_FILE, holds no private key in PEM: ${(cause as Error).message}.`,
      { cause },
    );
  }
}
