import { mkdir } from 'node:fs/promises';
import { endPrograms, openKeeper, resolveEngines } from '@linchpin/engines';
import { claim } from './claim.js';
import { inOneSentence } from './errors.js';
import { openKeys } from './keys.js';
import { downloads, installation, type Places, placesIn } from './places.js';
import { removeRunFile, writeRunFile } from './run-file.js';
import { seedOnce } from './seed.js';
import { allHealthy, startServices, stoppedBy, stopServices } from './start-services.js';
import { type Ending, watchSignals } from './watch-signals.js';
import { welcome } from './welcome.js';

/** How a launch speaks. */
export interface LaunchOptions {
  readonly progress: (text: string) => void;
  /** Seconds since the user asked for it, for people. */
  readonly seconds: () => string;
  /** Told once all is healthy. Default: prints the welcome. */
  readonly onReady?: ((welcome: string) => void) | undefined;
}

const drainMs = 20_000;
/** Without an engine a service waits for it in vain. */
const afterFailureMs = 2_000;

/**
 * Starts the platform and runs it until a signal asks to stop, or a part of it fails. All that it started is stopped
 * when it returns or throws.
 * @throws {LaunchError | EngineError} that says what went wrong and what to do.
 */
export async function launch({ progress, seconds, onReady = console.log }: LaunchOptions): Promise<void> {
  const places = placesIn(installation);
  const end = watchSignals();
  const stops: (() => Promise<unknown>)[] = [];
  try {
    stops.push(await claim(places));
    await Promise.race([
      end.requested,
      start(places, { progress, seconds, onReady }, stops, end).then(() => end.requested),
    ]);
    progress('Stopping');
  } catch (error) {
    if (stops.length > 0) progress('Stopping what still runs');
    throw inOneSentence(error, places.home);
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
  end: Ending,
): Promise<void> {
  await removeRunFile(places);
  await mkdir(places.logs, { recursive: true });
  const keeper = openKeeper();
  // What is still being started when it is time to stop ends with these two.
  stops.push(endPrograms, () => keeper.close());
  const [engines, keys] = await Promise.all([
    resolveEngines({ home: downloads, run: places.home, keeper, onProgress: progress, onFailure: end.fail }),
    openKeys(places.keys),
  ]);
  stops.push(() => engines.stop());
  progress('MongoDB and Kafka are ready');
  const services = await startServices(keeper, places, { engines, keys }, progress);
  stops.push(() => stopServices(services, end.failed() ? afterFailureMs : drainMs));
  await allHealthy(services, progress);
  for (const service of services) {
    void service.process.exited.then(async (exit) => {
      if (!exit.requested) end.fail(await stoppedBy(service, exit));
    });
  }
  stops.push(() => removeRunFile(places));
  await writeRunFile(places, engines, services, keys);
  await seedOnce(keeper, places, progress);
  onReady?.(await welcome(engines, services, keys, seconds()));
}
