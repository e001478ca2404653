import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Exit, type Keeper, type KeptProcess, keepPorts } from '@linchpin/engines';
import { LaunchError } from './errors.js';
import { type Places, root } from './places.js';
import {
  type Address,
  addressesOf,
  environmentOf,
  isHealthy,
  type ServiceName,
  type Surroundings,
  serviceNames,
} from './services.js';

const healthyWithinMs = 60_000;
const pauseMs = 50;
const drainMs = 20_000;

/** A service that runs and is healthy. */
export interface RunningService {
  readonly name: ServiceName;
  readonly address: Address;
  readonly process: KeptProcess;
  readonly log: string;
}

/** Starts every service and waits until all are healthy. */
export async function startServices(
  keeper: Keeper,
  places: Places,
  given: Omit<Surroundings, 'ports'>,
  progress: (text: string) => void,
): Promise<RunningService[]> {
  const ports = await keepPorts(places.servicePorts, serviceNames, progress);
  const addresses = addressesOf(ports);
  return Promise.all(
    serviceNames.map(async (name) => {
      const log = join(places.logs, `${name}.log`);
      const process = await keeper.start({
        program: globalThis.process.execPath,
        args: [join(root, 'services', name, 'dist/main.js')],
        cwd: root,
        env: environmentOf(name, { ...given, ports }),
        log,
      });
      const service = { name, address: addresses[name], process, log };
      await waitUntilHealthy(service);
      progress(`${name}: healthy`);
      return service;
    }),
  );
}

async function waitUntilHealthy(service: RunningService): Promise<void> {
  let ended: Exit | undefined;
  void service.process.exited.then((exit) => {
    ended = exit;
  });
  for (
    const until = Date.now() + healthyWithinMs;
    !(await isHealthy(service.address));
    await sleep(pauseMs)
  ) {
    if (ended !== undefined) throw await stoppedBy(service, ended);
    if (Date.now() > until) {
      throw new LaunchError(
        'NOT_HEALTHY',
        `The service ${service.name} was not healthy within ${healthyWithinMs / 1000} s. Its log is ${service.log}.`,
      );
    }
  }
}

/** The error for a service that has ended by itself, with the error that its log ends with. */
export async function stoppedBy({ name, log }: RunningService, { code, signal }: Exit): Promise<LaunchError> {
  const how = signal ? `was killed by ${signal}` : `ended with code ${code}`;
  const last = lastError(await readFile(log, 'utf8').catch(() => ''));
  const words = last === undefined ? '' : ` It said: ${last}`;
  return new LaunchError('SERVICE_STOPPED', `The service ${name} ${how}.${words} Its log is ${log}.`);
}

const keptLines = 50;

/** The last line about an error: of a log in JSON its message, else the line of an uncaught error. */
function lastError(log: string): string | undefined {
  const line = log
    .trim()
    .split('\n')
    .slice(-keptLines)
    .reverse()
    .find((each) => /error|fatal|"level":[56]0/i.test(each));
  if (line === undefined) return undefined;
  try {
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } };
    return err?.message ?? msg;
  } catch {
    return line.trim();
  }
}

/** Stops services one after the other, those that others depend on last; each drains first. */
export async function stopServices(services: readonly RunningService[]): Promise<void> {
  for (const service of [...services].reverse()) await service.process.stop(drainMs);
}
