import { ChannelCredentials } from '@grpc/grpc-js';
import { createChannel, createClient } from 'nice-grpc';
import { HealthDefinition } from 'nice-grpc-server-health';

/** SERVING of grpc.health.v1.HealthCheckResponse.ServingStatus. */
const serving = 1;

/** How a service is: by its own word, or by its silence. */
export type ServiceHealth = 'serving' | 'not serving' | 'no answer';

/** Where a service can be asked how it is. */
export interface HealthAddress {
  /** `host:port` of a gRPC server with grpc.health.v1.Health. */
  readonly grpc?: string | undefined;
  /** The URL of an HTTP server with the route `/health`. */
  readonly http?: string | undefined;
}

/** Asks a service once how it is. Never throws: what goes wrong is no answer. Default: waits for 5,000 ms. */
export function healthOf({ grpc, http }: HealthAddress, timeoutMs = 5_000): Promise<ServiceHealth> {
  if (grpc !== undefined) return grpcHealth(grpc, timeoutMs);
  if (http !== undefined) return httpHealth(http, timeoutMs);
  return Promise.resolve('no answer');
}

async function grpcHealth(address: string, timeoutMs: number): Promise<ServiceHealth> {
  // Whoever asks again and again while a server starts must not wait for the back-off of the attempts before.
  const channel = createChannel(address, ChannelCredentials.createInsecure(), {
    'grpc.use_local_subchannel_pool': 1,
  });
  try {
    const client = createClient(HealthDefinition, channel);
    const { status } = await client.check({ service: '' }, { signal: AbortSignal.timeout(timeoutMs) });
    return status === serving ? 'serving' : 'not serving';
  } catch {
    return 'no answer';
  } finally {
    channel.close();
  }
}

const httpHealth = (url: string, timeoutMs: number): Promise<ServiceHealth> =>
  fetch(`${url}/health`, { signal: AbortSignal.timeout(timeoutMs) }).then(
    ({ ok }) => (ok ? 'serving' : 'not serving'),
    () => 'no answer',
  );
