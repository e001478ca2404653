import { descriptorImage } from '@linchpin/contracts/descriptors';
import type { Processes } from '@linchpin/processes';
import type { Projections } from '@linchpin/projections';
import type { Server } from 'nice-grpc';
import { HealthDefinition, HealthServiceImpl, HealthState } from 'nice-grpc-server-health';
import { ServerReflection, ServerReflectionService } from 'nice-grpc-server-reflection';

/** How often the health is looked at, in milliseconds. */
const lookMs = 500;

/** The health of a service. */
export interface Health {
  healthy(): boolean;
  /** The projections have been set going: healthy when their first builds have ended well. */
  started(): void;
  /** Unhealthy from now on. */
  drain(): void;
}

/** Adds gRPC health checking and reflection to a server: open to whoever reaches it, and telling no data. */
export function addDiagnostics(
  server: Server,
  services: readonly string[],
  {
    projections,
    processes,
    draining,
  }: {
    readonly projections: Projections;
    readonly processes: Pick<Processes, 'failures'>;
    readonly draining: AbortSignal;
  },
): Health {
  const state = HealthState();
  const set = (status: 'healthy' | 'unhealthy'): void => {
    for (const service of ['', ...services]) state.setStatus(status, service);
  };
  let built = false;
  const healthy = (): boolean =>
    built && !draining.aborted && projections.failures().length === 0 && processes.failures().length === 0;
  const look = (): void => set(healthy() ? 'healthy' : 'unhealthy');
  set('unhealthy');

  const health = HealthServiceImpl(state);
  server.add(HealthDefinition, {
    check: (request, context) => health.check(request, context),
    // A watcher that stays would keep the server from ending.
    watch: (request, context) =>
      health.watch(request, { ...context, signal: AbortSignal.any([context.signal, draining]) }),
  });
  server.add(ServerReflectionService, ServerReflection(descriptorImage, [...services]));

  const timer = setInterval(look, lookMs);
  timer.unref();
  return {
    healthy,
    started() {
      void projections.ready().then(() => {
        built = true;
        look();
      });
    },
    drain() {
      clearInterval(timer);
      set('unhealthy');
    },
  };
}
