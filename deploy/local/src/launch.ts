import { mkdir } from 'node:fs/promises';
import { openKeeper, resolveEngines } from '@linchpin/engines';
import { claim } from './claim.js';
import { openKeys } from './keys.js';
import { downloads, installation, type Places, placesIn } from './places.js';
import { removeRunFile, writeRunFile } from './run-file.js';
import { seedOnce } from './seed.js';
import { type RunningService, startServices, stoppedBy, stopServices } from './start-services.js';
import { welcome } from './welcome.js';

/** How a launch speaks. */
export interface LaunchOptions {
  readonly progress: (text: string) => void;
  /** Seconds since the user asked for it, for people. */
  readonly seconds: () => string;
  /** Told once all is healthy. Default: prints the welcome. */
  readonly onReady?: ((welcome: string) => void) | undefined;
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Starts the platform and runs it until a signal asks to stop, or a part of it fails. All that it started is stopped
 * when it returns or throws.
 * @throws {LaunchError | EngineError} that says what went wrong and what to do.
 */
export async function launch({ progress, seconds, onReady = console.log }: LaunchOptions): Promise<void> {
  const places = placesIn(installation);
  const end = watchSignals();
  const release = await claim(places);
  const stops: (() => Promise<unknown>)[] = [release, () => removeRunFile(places)];
  try {
    await Promise.race([
      end.requested,
      start(places, { progress, seconds, onReady }, stops, end.fail).then(() => end.requested),
    ]);
    progress('Stopping');
  } finally {
    for (const stop of stops.reverse()) await stop();
    end.dispose();
  }
  progress('Stopped');
}

async function start(
  places: Places,
  { progress, seconds, onReady }: Required<LaunchOptions>,
  stops: (() => Promise<unknown>)[],
  fail: (error: Error) => void,
): Promise<void> {
  await removeRunFile(places);
  await mkdir(places.logs, { recursive: true });
  const [engines, keys] = await Promise.all([
    resolveEngines({ home: downloads, run: places.home, onProgress: progress, onFailure: fail }),
    openKeys(places.keys),
  ]);
  stops.push(() => engines.stop());
  progress(`MongoDB and Kafka are ready`);
  const keeper = openKeeper();
  const services: RunningService[] = [];
  stops.push(async () => {
    await stopServices(services);
    await keeper.close();
  });
  services.push(...(await startServices(keeper, places, { engines, keys }, progress)));
  for (const service of services) {
    void service.process.exited.then(async (exit) => {
      if (!exit.requested) fail(await stoppedBy(service, exit));
    });
  }
  await writeRunFile(places, engines, services, keys);
  await seedOnce(keeper, places, progress);
  onReady?.(await welcome(engines, services, keys, seconds()));
}

/** A promise that a stop signal fulfils, and a failure rejects. */
function watchSignals() {
  let resolve!: () => void;
  let reject!: (error: Error) => void;
  const requested = new Promise<void>((onStop, onFail) => {
    resolve = onStop;
    reject = onFail;
  });
  // It may come when nobody waits any more: while all is being stopped.
  requested.catch(() => {});
  const stop = () => resolve();
  for (const signal of stopSignals) process.on(signal, stop);
  return {
    requested,
    fail: (error: Error) => reject(error),
    dispose: () => {
      for (const signal of stopSignals) process.off(signal, stop);
    },
  };
}
