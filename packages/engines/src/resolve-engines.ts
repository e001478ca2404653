import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dockerAnswers, type EngineError, type Progress, writeError } from '../provision/index.mjs';
import { type Keeper, openKeeper } from './keeper.js';
import type { NativeEngine, NativeOptions } from './native-engine.js';
import { keepPorts } from './ports.js';
import { startKafkaInDocker, startMongodbInDocker } from './start-in-docker.js';
import { startKafka } from './start-kafka.js';
import { startMongod } from './start-mongod.js';

/** How engines are found or started. */
export interface ResolveOptions {
  /** The folder for everything local, `.linchpin` at the root of the repository. */
  readonly home: string;
  /** The folder of this run's data, ports and logs. Default: `home`. */
  readonly run?: string;
  /** Told what is being done, a line at a time. */
  readonly onProgress?: Progress;
  /** Told, once, when an engine of ours ends without having been asked to. */
  readonly onFailure?: (error: EngineError) => void;
}

/** MongoDB and Kafka, ready to be used. */
export interface Engines {
  readonly mongodb: { readonly url: string; readonly how: string; readonly pid?: number | undefined };
  readonly kafka: { readonly brokers: string; readonly how: string; readonly pid?: number | undefined };
  /** Stops what was started, and nothing else. */
  stop(): Promise<void>;
}

interface Found {
  readonly address: string;
  readonly how: string;
  readonly pid?: number | undefined;
  readonly stop?: (() => Promise<unknown>) | undefined;
}

/**
 * Finds or starts MongoDB and Kafka, in this order: addresses from the environment (LINCHPIN_MONGODB_URL,
 * LINCHPIN_KAFKA_BROKERS); Docker; processes of our own.
 * @throws {EngineError} that says what is wrong and what to do. Nothing is left running then.
 */
export async function resolveEngines(options: ResolveOptions): Promise<Engines> {
  const progress = options.onProgress ?? (() => {});
  const { LINCHPIN_MONGODB_URL: url, LINCHPIN_KAFKA_BROKERS: brokers } = process.env;
  const docker = !(url && brokers) && (await dockerAnswers());
  const native = docker ? undefined : await prepareNative(options, progress);
  const [mongodb, kafka] = await allOrNone(
    [
      url ? given(url) : native ? native.mongodb() : startMongodbInDocker(progress),
      brokers ? given(brokers) : native ? native.kafka() : startKafkaInDocker(progress),
    ],
    () => native?.keeper.close(),
  );
  return {
    mongodb: { url: mongodb.address, how: mongodb.how, pid: mongodb.pid },
    kafka: { brokers: kafka.address, how: kafka.how, pid: kafka.pid },
    async stop() {
      await kafka.stop?.();
      await mongodb.stop?.();
      await native?.keeper.close();
    },
  };
}

const given = async (address: string): Promise<Found> => ({ address, how: 'given by the environment' });

async function prepareNative({ home, run = home, onFailure }: ResolveOptions, progress: Progress) {
  const dataFolder = join(run, 'data');
  const logFolder = join(run, 'logs');
  await mkdir(logFolder, { recursive: true }).catch((error: unknown) => {
    throw writeError(error, 'Starting the engines', run);
  });
  const ports = await keepPorts(
    join(run, 'engine-ports.json'),
    ['mongodb', 'kafka', 'kafka-controller'],
    progress,
  );
  const keeper = openKeeper();
  const base = { cache: join(home, 'engines'), dataFolder, logFolder, keeper, progress };
  const watched = (start: Promise<NativeEngine>) => watch(start, onFailure, join(run, 'pids'));
  return {
    keeper: keeper satisfies Keeper,
    mongodb: () => watched(startMongod({ ...base, port: ports.mongodb } satisfies NativeOptions)),
    kafka: () =>
      watched(startKafka({ ...base, port: ports.kafka, controllerPort: ports['kafka-controller'] })),
  };
}

async function watch(
  start: Promise<NativeEngine>,
  onFailure: ResolveOptions['onFailure'],
  pids: string,
): Promise<Found> {
  const engine = await start;
  const { process, address, how } = engine;
  await mkdir(pids, { recursive: true });
  await writeFile(join(pids, address.startsWith('mongodb') ? 'mongodb' : 'kafka'), `${process.pid}\n`);
  void process.exited.then(async (exit) => {
    if (!exit.requested) onFailure?.(await engine.failure(exit));
  });
  return { address, how, pid: process.pid, stop: () => process.stop() };
}

/** Both, or the first failure after all that did start has been stopped. */
async function allOrNone(
  starts: readonly [Promise<Found>, Promise<Found>],
  abandon: () => Promise<void> | undefined,
): Promise<[Found, Found]> {
  try {
    return await Promise.all(starts);
  } catch (error) {
    // The processes end first: a start that still waits for one then fails at once.
    await abandon();
    for (const start of await Promise.allSettled(starts))
      if (start.status === 'fulfilled') await start.value.stop?.();
    throw error;
  }
}
