import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError, provisionKafka, run, writeError } from '../provision/index.mjs';
import { kafkaAnswers } from './kafka-answers.js';
import type { NativeEngine, NativeOptions } from './native-engine.js';
import { failureOf, waitUntilReady } from './wait-until-ready.js';

const startTimeoutMs = 90_000;
// One cluster for good on this machine; the format of an id is 16 bytes in base64url.
const clusterId = 'bGluY2hwaW4tbG9jYWwtMQ';
const jvm = [
  '-Xms128m',
  '-Xmx384m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Xshare:auto',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
];

/** Starts Kafka as one node that is broker and controller. */
export async function startKafka(
  options: NativeOptions & { readonly controllerPort: number },
): Promise<NativeEngine> {
  const { cache, dataFolder, logFolder, port, keeper, progress } = options;
  const { java, libs, version } = await provisionKafka(cache, progress);
  const logDir = join(dataFolder, 'kafka');
  const settings = join(dataFolder, 'kafka.properties');
  const log = join(logFolder, 'kafka.log');
  const kafka = (...args: string[]) => [...jvm, '-cp', join(libs, '*'), ...args];
  try {
    await mkdir(dataFolder, { recursive: true });
    await writeFile(settings, properties(port, options.controllerPort, logDir));
  } catch (error) {
    throw writeError(error, 'Starting Kafka', dataFolder);
  }
  if (!existsSync(join(logDir, 'meta.properties'))) {
    progress('Kafka: preparing its data folder');
    const { ok, output } = await run(
      java,
      kafka('kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', settings),
    );
    if (!ok) throw formatFailed(output, dataFolder);
  }
  progress('Kafka: starting');
  const process = await keeper.start({
    program: java,
    args: kafka('kafka.Kafka', settings),
    cwd: dataFolder,
    log,
  });
  const about = { name: 'Kafka', log, dataFolder, port } as const;
  await waitUntilReady({ ...about, process, isReady: () => kafkaAnswers(port), timeoutMs: startTimeoutMs });
  return {
    address: `127.0.0.1:${port}`,
    how: `Kafka ${version} as a process`,
    log,
    process,
    failure: (exit) => failureOf(about, exit),
  };
}

const formatFailed = (output: string, dataFolder: string) => {
  const error = writeError(
    new Error(output.split('\n').at(-1) ?? output),
    'Preparing the data folder of Kafka',
    dataFolder,
  );
  return error.code === 'DISK_FULL'
    ? error
    : new EngineError('ENGINE_STOPPED', `${error.message}. Try npm run reset, which forgets all local data.`);
};

const properties = (port: number, controllerPort: number, logDir: string) => `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${logDir}
auto.create.topics.enable=false
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
`;
