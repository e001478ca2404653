import type { AnyAggregate, Process, Projection } from '@linchpin/domain';
import { createLogger } from '@linchpin/telemetry';
import type { BoundApi } from './bind.js';
import { readConfiguration } from './configuration.js';
import { servicesReadBy } from './other-services.js';
import { runUntilSignal } from './run-until-signal.js';
import { startService } from './start-service.js';

/** A service: its things, its read models, its processes, its contract. */
export interface ServiceDefinition {
  /** For instance `people`. */
  readonly name: string;
  readonly aggregates: readonly AnyAggregate[];
  // biome-ignore lint/suspicious/noExplicitAny: each projection has documents of its own
  readonly projections: readonly Projection<any>[];
  /** What it does by itself, on events and as time passes. Default none. */
  readonly processes?: readonly Process[] | undefined;
  readonly api: readonly BoundApi[];
}

/** A service that can be run. */
export interface Service {
  readonly definition: ServiceDefinition;
  /** Runs it as this process, configured by the environment, until SIGTERM or SIGINT. Ends the process. */
  run(): Promise<void>;
}

/**
 * Puts a service together.
 * @example await service({ name: 'people', aggregates: [site], projections: [sites], api: [siteApi] }).run();
 */
export const service = (definition: ServiceDefinition): Service => ({
  definition,
  run() {
    const log = createLogger(definition.name);
    return runUntilSignal(definition.name, log, async (onFatal) => {
      const configuration = await readConfiguration(definition.name, process.env, servicesReadBy(definition));
      return startService(definition, configuration, { log, onFatal });
    });
  },
});
