import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The folder that keeps downloaded engines. */
export const downloads = join(root, '.linchpin');

/** Where this installation keeps everything: LINCHPIN_HOME, or `.linchpin` at the root of the repository. */
export const installation = process.env.LINCHPIN_HOME ?? downloads;

/** Where everything of this installation lies. */
export interface Places {
  /** `.linchpin`, git-ignored. */
  readonly home: string;
  /** Who launches: made at the beginning of a launch, so that there is only one. */
  readonly launcher: string;
  /** What is where, for the command line; there only while all is healthy. */
  readonly run: string;
  readonly keys: string;
  readonly logs: string;
  readonly servicePorts: string;
  /** Made when the demo group has been seeded; forgotten with the data. */
  readonly seeded: string;
}

/** The places in a folder. */
export const placesIn = (home: string): Places => ({
  home,
  launcher: join(home, 'launcher.json'),
  run: join(home, 'run.json'),
  keys: join(home, 'keys'),
  logs: join(home, 'logs'),
  servicePorts: join(home, 'service-ports.json'),
  seeded: join(home, 'data', 'seeded'),
});
