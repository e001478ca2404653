import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Exit, type Keeper, type KeptProcess, keepPorts } from '@linchpin/engines';
import { type HealthAddress, healthOf } from '@linchpin/service-kit';
import { LaunchError } from './errors.js';
import { type Places, root } from './places.js';
import { addressesOf, environmentOf, type ServiceName, type Surroundings, serviceNames } from './services.js';

const healthyWithinMs = 60_000;
const pauseMs = 50;
const drainMs = 20_000;

/** A service whose process has been started. */
export interface RunningService {
  readonly name: ServiceName;
  readonly address: HealthAddress;
  readonly process: KeptProcess;
  readonly log: string;
  /** Where in its log this run begins, in bytes. */
  readonly logFrom: number;
}

/** Starts the process of every service. */
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
      const logFrom = await stat(log).then(
        ({ size }) => size,
        () => 0,
      );
      const process = await keeper.start({
        program: globalThis.process.execPath,
        args: [join(root, 'services', name, 'dist/main.js')],
        cwd: root,
        env: environmentOf(name, { ...given, ports }),
        log,
      });
      return { name, address: addresses[name], process, log, logFrom };
    }),
  );
}

/** Waits until all are healthy. @throws {LaunchError} for the first that ends, or is not in time. */
export async function allHealthy(
  services: readonly RunningService[],
  progress: (text: string) => void,
): Promise<void> {
  await Promise.all(
    services.map(async (service) => {
      await waitUntilHealthy(service);
      progress(`${service.name}: healthy`);
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
    (await healthOf(service.address)) !== 'serving';
    await sleep(pauseMs)
  ) {
    if (ended !== undefined) throw await stoppedBy(service, ended);
    if (Date.now() > until) {
      throw new LaunchError(
        'NOT_HEALTHY',
        `The service ${service.name} was not healthy within ${healthyWithinMs / 1000} s. Its log is ${service.log}; npm start tries again.`,
      );
    }
  }
}

/** The error for a service that has ended by itself, with the error that its log ends with. */
export async function stoppedBy(
  { name, address, log, logFrom }: RunningService,
  { code, signal }: Exit,
): Promise<LaunchError> {
  const said = await readFile(log).then(
    (bytes) => lastError(bytes.subarray(logFrom).toString('utf8')),
    () => undefined,
  );
  if (said !== undefined && /EADDRINUSE|address already in use/i.test(said))
    return new LaunchError(
      'PORT_IN_USE',
      `The service ${name} could not listen at ${address.http ?? address.grpc}: another program uses that port. Start again to take another one.`,
    );
  const how = signal ? `was killed by ${signal}` : `ended with code ${code}`;
  const words = said === undefined ? '' : ` It said: ${said}`;
  return new LaunchError(
    'SERVICE_STOPPED',
    `The service ${name} ${how}.${words} Its log is ${log}. Start again; the data is still there.`,
  );
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
