// npm run reset: stops the platform and forgets its data, keys and logs. The downloaded engines stay.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from './paths.mjs';
import { fail } from './progress.mjs';
import { stopLauncher } from './running.mjs';

const forgotten = [
  'data',
  'keys',
  'logs',
  'pids',
  'engine-ports.json',
  'service-ports.json',
  'run.json',
  'launcher.json',
];

try {
  await stopLauncher();
  for (const name of forgotten) rmSync(join(installation, name), { recursive: true, force: true });
  console.log('All local data is forgotten. The next start begins anew.');
} catch (error) {
  fail(error);
}
