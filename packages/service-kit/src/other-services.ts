import { type LogOf, type LogReader, serviceOf } from '@linchpin/projections';
import type { Configuration } from './configuration.js';
import { ConfigurationError } from './errors.js';
import { openRemoteLog, type RemoteLog } from './remote-log.js';
import type { ServiceDefinition } from './service.js';
import { serviceTokenIn } from './service-token.js';

/** The aggregates whose events a service follows: those its projections fold and its processes react to. */
export function followedBy({ projections, processes = [] }: ServiceDefinition): readonly string[] {
  const sources = [
    ...projections.flatMap((each) => each.sources),
    ...processes.flatMap((each) => each.reactions),
  ];
  return [...new Set(sources.map(({ source }) => source.name))];
}

/** The other services whose logs a service reads. */
export const servicesReadBy = (definition: ServiceDefinition): readonly string[] =>
  [...new Set(followedBy(definition).map(serviceOf))].filter((name) => name !== definition.name);

/** The logs a service reads, and the end of the connections to other services. */
export interface Logs {
  readonly logOf: LogOf;
  close(): Promise<void>;
}

/**
 * Opens the logs that a service reads: its own, and those of others by their contract.
 * @throws {ConfigurationError} when the address of one, or the token to read it with, is not configured
 */
export function openLogs(
  definition: ServiceDefinition,
  own: LogReader,
  { services, serviceTokenFile }: Configuration,
): Logs {
  const remote = new Map<string, RemoteLog>();
  for (const service of servicesReadBy(definition)) {
    const address = services?.get(service);
    if (address === undefined || serviceTokenFile === undefined)
      throw new ConfigurationError(
        `${definition.name} follows the events of ${service} and lacks its address, or a token to read its log with.`,
      );
    remote.set(service, openRemoteLog(service, address, serviceTokenIn(serviceTokenFile)));
  }
  return {
    logOf: (service) => (service === definition.name ? own : remote.get(service)!),
    async close() {
      for (const log of remote.values()) log.close();
    },
  };
}
