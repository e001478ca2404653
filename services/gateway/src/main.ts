import { createVerifier, readJwks } from '@linchpin/access';
import { registry } from '@linchpin/contracts/descriptors';
import { createRawClient } from '@linchpin/service-kit';
import { createLogger } from '@linchpin/telemetry';
import { createApp } from './app.js';
import { ownersOf, routesOf } from './rest/routes.js';
import { listen } from './server.js';
import { readSettings } from './settings.js';

const log = createLogger('gateway');

async function start(): Promise<void> {
  const settings = readSettings(process.env, ownersOf(routesOf(registry)));
  const { issuer, audience } = settings;
  const verifier = createVerifier({ jwks: await readJwks(settings.jwksFile), issuer, audience });
  const services = new Map([...settings.services].map(([name, address]) => [name, createRawClient(address)]));
  const server = await listen(createApp({ registry, verifier, services, log }), settings.address);
  log.info({ address: server.address, services: Object.fromEntries(settings.services) }, 'serving');

  const stop = async (signal: string) => {
    log.info({ signal }, 'draining');
    await server.close();
    for (const client of services.values()) client.close();
    log.info('stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void stop(signal));
}

start().catch((error: unknown) => {
  log.fatal({ err: error }, error instanceof Error ? error.message : 'cannot start');
  process.exitCode = 1;
});
