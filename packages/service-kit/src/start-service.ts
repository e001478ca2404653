import { createVerifier } from '@linchpin/access';
import { createBus } from '@linchpin/event-bus';
import { openEventStore } from '@linchpin/event-store';
import { connect as connectMongo } from '@linchpin/mongo';
import { openProcesses } from '@linchpin/processes';
import { openProjections } from '@linchpin/projections';
import type { Logger } from '@linchpin/telemetry';
import { ed25519Signer } from '@linchpin/tlog';
import type { Configuration } from './configuration.js';
import { addDiagnostics } from './diagnostics.js';
import { executeOn } from './execute.js';
import { followedBy, openLogs } from './other-services.js';
import { platformApis } from './platform-api.js';
import { proofApi } from './proof-api.js';
import { publicationsIn } from './publications.js';
import { startPublishing } from './publishing.js';
import { createGrpcServer } from './serve.js';
import type { ServiceDefinition } from './service.js';

/** A service that answers. */
export interface RunningService {
  /** Where it listens, `host:port`. */
  readonly address: string;
  /** Whether it is healthy: its projections are built, and neither one of them nor a process has failed. */
  healthy(): boolean;
  /** Resolves when its projections are built, or have failed. */
  ready(): Promise<void>;
  /** Ends it in order: no new calls, the calls under way, what is consumed and published, the connections. */
  stop(): Promise<void>;
}

/** What goes with a service besides its configuration. */
export interface StartOptions {
  readonly log: Logger;
  /** Called when it cannot go on. It must then be stopped, and its process must end. */
  readonly onFatal: (error: Error) => void;
  /** Default: the machine's clock. */
  readonly clock?: (() => Date) | undefined;
}

/** How long calls under way may take when it ends, in milliseconds. */
const drainMs = 8_000;

/**
 * Starts a service in this process.
 * @throws {ContractError} when contract and implementation do not fit; and when an engine does not answer
 */
export async function startService(
  definition: ServiceDefinition,
  configuration: Configuration,
  { log, onFatal, clock = () => new Date() }: StartOptions,
): Promise<RunningService> {
  const { name } = definition;
  const closing: (() => Promise<unknown>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const client = await connectMongo(configuration.mongodbUrl, { appName: name });
    closing.push(() => client.close());
    const db = client.db(configuration.database);
    const store = await openEventStore({ db, service: name, clock, log });
    closing.push(() => store.close());
    const bus = createBus({
      brokers: configuration.kafkaBrokers,
      clientId: name,
      log,
      topicPrefix: configuration.topicPrefix,
    });
    closing.push(() => bus.close());
    const logs = openLogs(definition, store.log, configuration);
    closing.push(() => logs.close());
    const { logOf } = logs;
    // Those of others too: they may not have started yet, and a topic is made alike by whoever comes first.
    await bus.ensureTopics([
      ...new Set([...definition.aggregates.map((aggregate) => aggregate.name), ...followedBy(definition)]),
    ]);
    const publications = publicationsIn(db);
    const publishing = await startPublishing({ db, service: name, bus, publications, log, onFatal });
    closing.push(() => publishing.stop());
    const projections = openProjections({
      db,
      service: name,
      projections: definition.projections,
      bus,
      logOf,
      log,
      onCrash: onFatal,
      groupId: `${configuration.topicPrefix}linchpin.${name}.projections`,
    });
    closing.push(() => projections.stop());
    const processes = openProcesses({
      db,
      service: name,
      processes: definition.processes ?? [],
      aggregates: definition.aggregates,
      bus,
      logOf,
      projections,
      execute: executeOn(store),
      clock,
      log,
      onCrash: onFatal,
      groupPrefix: configuration.topicPrefix,
    });
    closing.push(() => processes.stop());
    const draining = new AbortController();
    const aggregates = definition.aggregates.map((aggregate) => aggregate.name);
    const { republish } = publishing;
    const signer = configuration.logKey && ed25519Signer(`linchpin/${name}`, configuration.logKey);
    const apis = [
      ...definition.api,
      ...platformApis({ service: name, store, projections, processes, publications, signer }),
      proofApi({ service: name, store, publications, signer, bus, aggregates, republish }),
    ];
    const server = createGrpcServer(apis, {
      service: name,
      verifier: createVerifier({ ...configuration, clock }),
      store,
      projections,
      projectionNames: definition.projections.map((projection) => projection.name),
      aggregates: new Map(definition.aggregates.map((aggregate) => [aggregate.name, aggregate])),
      clock,
      cursorKey: configuration.cursorKey,
      log,
      draining: draining.signal,
    });
    const health = addDiagnostics(
      server,
      apis.map((api) => api.definition.fullName),
      { projections, processes, draining: draining.signal },
    );
    const host = configuration.grpcAddress.slice(0, configuration.grpcAddress.lastIndexOf(':'));
    const port = await server.listen(configuration.grpcAddress);
    closing.push(async () => {
      health.drain();
      draining.abort();
      const forced = setTimeout(() => server.forceShutdown(), drainMs);
      await server.shutdown();
      clearTimeout(forced);
    });
    await projections.start();
    await processes.start();
    health.started();
    return {
      address: `${host}:${port}`,
      healthy: health.healthy,
      ready: () => projections.ready(),
      stop: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
