import { type RawClient, ServiceError } from '@linchpin/service-kit';
import type { RequestHandler } from 'express';

const deadlineMs = 2000;
/** A grpc.health.v1.HealthCheckResponse that says SERVING. */
const serving = new Uint8Array([8, 1]);

/** Answers 200 when every service says that it can serve, else 503; either way what each one says. */
export const readiness =
  (services: ReadonlyMap<string, RawClient>): RequestHandler =>
  async (_, response) => {
    const states = await Promise.all(
      [...services].map(async ([name, client]) => [name, await stateOf(client)] as const),
    );
    const ready = states.every(([, state]) => state === 'serving');
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ ready, services: Object.fromEntries(states) });
  };

async function stateOf(client: RawClient): Promise<string> {
  try {
    const { responseBytes } = await client.call('/grpc.health.v1.Health/Check', new Uint8Array(), {
      deadline: new Date(Date.now() + deadlineMs),
    });
    return Buffer.compare(responseBytes, serving) === 0 ? 'serving' : 'not serving';
  } catch (error) {
    return error instanceof ServiceError ? error.code : 'INTERNAL';
  }
}
