import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Exit, type Keeper, type KeptProcess, keepPorts } from '@linchpin/engines';
import { type HealthAddress, healthOf } from '@linchpin/service-kit';
import { LaunchError } from './errors.js';
import { type Places, root } from './places.js';
import { addressesOf, environmentOf, type ServiceName, type Surroundings, serviceNames } from './services.js';

const healthyWithinMs = 60_000;
const longMs = 10_000;
const pauseMs = 50;

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
      await waitUntilHealthy(service, progress);
      progress(`${service.name}: healthy`);
    }),
  );
}

async function waitUntilHealthy(service: RunningService, progress: (text: string) => void): Promise<void> {
  let ended: Exit | undefined;
  let said = false;
  void service.process.exited.then((exit) => {
    ended = exit;
  });
  for (
    const until = Date.now() + healthyWithinMs;
    (await healthOf(service.address)) !== 'serving';
    await sleep(pauseMs)
  ) {
    if (ended !== undefined) throw await stoppedBy(service, ended);
    if (!said && Date.now() > until - healthyWithinMs + longMs) {
      said = true;
      progress(
        `${service.name}: not healthy yet; after a kill, Kafka waits up to 30 s for whoever had its work before`,
      );
    }
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
    (bytes) => bytes.subarray(logFrom).toString('utf8'),
    () => '',
  );
  if (/EADDRINUSE|address already in use/i.test(said))
    return new LaunchError(
      'PORT_IN_USE',
      `The service ${name} could not listen at ${address.http ?? address.grpc}: another program uses that port. Start again to take another one.`,
    );
  const how = signal ? `was killed by ${signal}` : `ended with code ${code}`;
  const error = signal ? undefined : lastError(said);
  const words = error === undefined ? '' : ` It said: ${error}`;
  return new LaunchError(
    'SERVICE_STOPPED',
    `The service ${name} ${how}.${words} Its log is ${log}. Start again; the data is still there.`,
  );
}

/** The last error in a log: of a line in JSON its message, else a line about one. */
function lastError(log: string): string | undefined {
  for (const line of log.trim().split('\n').reverse()) {
    const entry = parsed(line);
    if (entry === undefined && /error|ended:/i.test(line)) return line.trim();
    if (entry?.level === 'error' || entry?.level === 'fatal') return entry.err?.message ?? entry.msg;
  }
  return undefined;
}

interface Entry {
  readonly level?: string;
  readonly msg?: string;
  readonly err?: { readonly message?: string };
}

function parsed(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
}

/** Stops services one after the other, those that others depend on last; each has a time to drain, in milliseconds. */
export async function stopServices(services: readonly RunningService[], drainMs: number): Promise<void> {
  for (const service of [...services].reverse()) await service.process.stop(drainMs);
}
