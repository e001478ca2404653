import { healthOf } from '@linchpin/service-kit';
import { CliError } from './errors.js';
import { type Finding, healthOfKafka, healthOfMongodb } from './health-of-engines.js';
import { print, table } from './print.js';
import { type CommonOptions, launcher, type RunFile, runFile, type ServicePlace } from './surroundings.js';

/**
 * `status`: what runs here, where, and how it is. Every part is asked, never believed.
 * @throws {CliError} NOT_RUNNING, or UNHEALTHY after the answer is printed; both say what to do.
 */
export async function status(options: CommonOptions): Promise<void> {
  const run = running();
  const [services, mongodb, kafka] = await Promise.all([
    healthOfServices(run.services),
    healthOfMongodb(run.engines.mongodb),
    healthOfKafka(run.engines.kafka),
  ]);
  const parts: readonly Finding[] = [...Object.values(services), mongodb, kafka];
  const problems = parts.flatMap(({ problem }) => problem ?? []);
  const healthy = problems.length === 0;
  print(options.json, { pid: run.pid, healthy, services, engines: { mongodb, kafka } }, () =>
    table([
      ...Object.entries(services).map(([name, { http, grpc, health }]) => ({
        name,
        health,
        address: http ?? grpc ?? '',
        what: 'service',
      })),
      { name: 'mongodb', health: mongodb.health, address: mongodb.url, what: described(mongodb) },
      { name: 'kafka', health: kafka.health, address: kafka.brokers, what: described(kafka) },
    ]),
  );
  if (!healthy) throw new CliError('UNHEALTHY', problems.join('\n'));
}

/** What the launcher wrote once all was healthy. A launcher that was killed could not take it back. */
function running(): RunFile {
  const run = runFile();
  if (run !== undefined && isAlive(run.pid)) return run;
  const starting = launcher();
  if (starting !== undefined && isAlive(starting.pid))
    throw new CliError(
      'NOT_RUNNING',
      `Linchpin is starting or stopping here (process ${starting.pid}). Ask again in a moment.`,
    );
  throw new CliError(
    'NOT_RUNNING',
    run === undefined
      ? 'Linchpin is not running here. Start it with "npm start".'
      : `Linchpin was cut off here: its launcher, process ${run.pid}, is gone. Start it again with "npm start"; the data is still there.`,
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const healthOfServices = async (
  services: RunFile['services'],
): Promise<Readonly<Record<string, ServicePlace & Finding>>> =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(services).map(
        async ([name, place]) => [name, { ...place, ...(await findingOf(name, place)) }] as const,
      ),
    ),
  );

async function findingOf(name: string, place: ServicePlace): Promise<Finding> {
  const health = await healthOf(place);
  switch (health) {
    case 'serving':
      return { health };
    case 'not serving':
      return {
        health,
        problem: `The service ${name} says that it cannot serve now: see "npx linchpin projection list", and its log ${place.log}.`,
      };
    case 'no answer':
      return {
        health,
        problem: `The service ${name} does not answer at ${place.http ?? place.grpc}. Its log is ${place.log}. Restart with npm stop and npm start; the data stays.`,
      };
  }
}

/** The version and the set, where they are known, else where it comes from. */
function described(engine: {
  readonly how: string;
  readonly version?: string;
  readonly replicaSet?: string | undefined;
  readonly brokersUp?: number;
}): string {
  const { how, version, replicaSet, brokersUp } = engine;
  return [
    version,
    replicaSet && `replica set ${replicaSet}`,
    brokersUp && `${brokersUp} broker${brokersUp === 1 ? '' : 's'}`,
    how,
  ]
    .filter(Boolean)
    .join(', ');
}
