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
  /** What runs the engines. Default: a keeper of their own, which ends with them. */
  readonly keeper?: Keeper;
  /** Told, once, when an engine of ours ends without having been asked to. */
  readonly onFailure?: (error: EngineError) => void;
}

/** How an engine came to be there. */
interface Found {
  /** For people. */
  readonly how: string;
  /** Of a process of ours. */
  readonly pid?: number | undefined;
  readonly log?: string | undefined;
}

interface Ready extends Found {
  readonly address: string;
  readonly stop?: (() => Promise<unknown>) | undefined;
}

/** MongoDB and Kafka, ready to be used. */
export interface Engines {
  readonly mongodb: Found & { readonly url: string };
  readonly kafka: Found & { readonly brokers: string };
  /** Stops what was started, and nothing else. */
  stop(): Promise<void>;
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
  if (!docker && !(url && brokers))
    progress('Docker does not answer: MongoDB and Kafka run as processes of this machine');
  const native = docker ? undefined : await prepareNative(options, progress);
  const [mongodb, kafka] = await allOrNone(
    [
      url ? given(url) : native ? native.mongodb() : startMongodbInDocker(progress),
      brokers ? given(brokers) : native ? native.kafka() : startKafkaInDocker(progress),
    ],
    () => native?.close(),
  );
  return {
    mongodb: { url: mongodb.address, ...found(mongodb) },
    kafka: { brokers: kafka.address, ...found(kafka) },
    async stop() {
      await kafka.stop?.();
      await mongodb.stop?.();
      await native?.close();
    },
  };
}

const found = ({ how, pid, log }: Ready): Found => ({ how, pid, log });

const given = async (address: string): Promise<Ready> => ({ address, how: 'given by the environment' });

async function prepareNative(
  { home, run = home, onFailure, keeper: lent }: ResolveOptions,
  progress: Progress,
) {
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
  const keeper = lent ?? openKeeper();
  const base = { cache: join(home, 'engines'), dataFolder, logFolder, keeper, progress };
  const watched = (start: Promise<NativeEngine>) => watch(start, onFailure, join(run, 'pids'));
  return {
    close: () => (lent === undefined ? keeper.close() : undefined),
    mongodb: () => watched(startMongod({ ...base, port: ports.mongodb } satisfies NativeOptions)),
    kafka: () =>
      watched(startKafka({ ...base, port: ports.kafka, controllerPort: ports['kafka-controller'] })),
  };
}

async function watch(
  start: Promise<NativeEngine>,
  onFailure: ResolveOptions['onFailure'],
  pids: string,
): Promise<Ready> {
  const engine = await start;
  const { process, address, how, log } = engine;
  await mkdir(pids, { recursive: true });
  await writeFile(join(pids, address.startsWith('mongodb') ? 'mongodb' : 'kafka'), `${process.pid}\n`);
  void process.exited.then(async (exit) => {
    if (!exit.requested) onFailure?.(await engine.failure(exit));
  });
  return { address, how, log, pid: process.pid, stop: () => process.stop() };
}

/** Both, or the first failure after all that did start has been stopped. */
async function allOrNone(
  starts: readonly [Promise<Ready>, Promise<Ready>],
  abandon: () => Promise<void> | undefined,
): Promise<[Ready, Ready]> {
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
