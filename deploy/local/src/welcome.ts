import { signToken } from '@linchpin/access';
import type { Engines } from '@linchpin/engines';
import { audience, issuer } from './issuer.js';
import type { Keys } from './keys.js';
import type { RunningService } from './start-services.js';

const subject = 'demo';
const lifetimeSeconds = 12 * 3600;

/** What is shown when all is healthy: the addresses, a token for a demo user, three commands to try. */
export async function welcome(
  engines: Engines,
  services: readonly RunningService[],
  keys: Keys,
  seconds: string,
): Promise<string> {
  const addressOf = (name: string) => services.find((service) => service.name === name)?.address;
  const rest = addressOf('gateway')?.http;
  const token = await signToken(keys.signing, {
    subject,
    grants: [{ role: 'hr-manager', sites: ['*'] }],
    issuer,
    audience,
    lifetimeSeconds,
  });
  return `
Linchpin is ready, after ${seconds} s.

  REST      ${rest}
  API page  ${rest}/docs
  gRPC      ${addressOf('people')?.grpc} (people)
  Kafka     ${engines.kafka.brokers} (${engines.kafka.how})
  MongoDB   ${engines.mongodb.url} (${engines.mongodb.how})

A token for the demo user, an HR manager of the whole group, valid for 12 hours:

  ${token}

Try:

  npx linchpin status
  npx linchpin query headcount --by department
  curl -H "Authorization: Bearer $(npx linchpin token)" ${rest}/people/v1/sites
`;
}
