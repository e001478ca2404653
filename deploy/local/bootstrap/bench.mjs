// npm run bench:… : prepares everything, gives one benchmark engines with fresh data, and runs it on the built packages.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { home, root } from './paths.mjs';
import { prepare } from './prepare.mjs';

await prepare();
const { resolveEngines } = await import('../../../packages/engines/dist/index.js');
const run = await mkdtemp(join(tmpdir(), 'linchpin-bench-'));
const engines = await resolveEngines({ home, run, onFailure: (error) => console.error(error.message) });
try {
  const bench = spawn(process.execPath, ['--import', 'tsx', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      LINCHPIN_MONGODB_URL: engines.mongodb.url,
      LINCHPIN_KAFKA_BROKERS: engines.kafka.brokers,
    },
  });
  const [code] = await once(bench, 'exit');
  process.exitCode = code ?? 1;
} finally {
  await engines.stop();
  await rm(run, { recursive: true, force: true });
}
