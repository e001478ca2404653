import type { Engines, Ports } from '@linchpin/engines';
import { audience, issuer } from './issuer.js';
import type { Keys } from './keys.js';

/** The services in the order of their start; each is `services/<name>`. */
export const serviceNames = ['people', 'gateway'] as const;

/** The name of a service. */
export type ServiceName = (typeof serviceNames)[number];

/** What services are given. */
export interface Surroundings {
  readonly engines: Engines;
  readonly keys: Keys;
  readonly ports: Ports<ServiceName>;
}

/** Where each service listens. */
export const addressesOf = (ports: Ports<ServiceName>) => ({
  people: { grpc: `127.0.0.1:${ports.people}` },
  gateway: { http: `http://127.0.0.1:${ports.gateway}` },
});

/** The environment of a service. */
export function environmentOf(name: ServiceName, { engines, keys, ports }: Surroundings): NodeJS.ProcessEnv {
  return {
    ...process.env,
    LINCHPIN_MONGODB_URL: engines.mongodb.url,
    LINCHPIN_KAFKA_BROKERS: engines.kafka.brokers,
    LINCHPIN_JWKS_FILE: keys.jwksFile,
    LINCHPIN_ISSUER: issuer,
    LINCHPIN_AUDIENCE: audience,
    LINCHPIN_CURSOR_KEY: keys.cursorKey,
    LINCHPIN_SERVICE_TOKEN_FILE: keys.serviceTokenFile,
    LINCHPIN_LOG_KEY_FILE: keys.logKeyFile,
    LINCHPIN_PEOPLE_ADDRESS: `127.0.0.1:${ports.people}`,
    ...(name === 'gateway'
      ? { LINCHPIN_HTTP_ADDRESS: `127.0.0.1:${ports.gateway}` }
      : { LINCHPIN_GRPC_ADDRESS: `127.0.0.1:${ports[name]}` }),
  };
}
