import { rename, rm, writeFile } from 'node:fs/promises';
import type { Engines } from '@linchpin/engines';
import { audience, issuer } from './issuer.js';
import type { Keys } from './keys.js';
import type { Places } from './places.js';
import type { RunningService } from './start-services.js';

/** Writes what is where, for the command line. A reader sees all of it or nothing. */
export async function writeRunFile(
  places: Places,
  engines: Engines,
  services: readonly RunningService[],
  keys: Keys,
): Promise<void> {
  const content = {
    pid: process.pid,
    services: Object.fromEntries(
      services.map(({ name, address, process: { pid }, log }) => [name, { ...address, pid, log }]),
    ),
    engines: { mongodb: engines.mongodb, kafka: engines.kafka },
    keys: { folder: places.keys, jwksFile: keys.jwksFile },
    issuer,
    audience,
  };
  const draft = `${places.run}.new`;
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, places.run);
}

/** Forgets what is where, when it is no longer. */
export const removeRunFile = (places: Places): Promise<void> => rm(places.run, { force: true });
