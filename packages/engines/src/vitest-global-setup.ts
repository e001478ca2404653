import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveEngines } from './resolve-engines.js';

const home = fileURLToPath(new URL('../../../.linchpin', import.meta.url));

/** Gives a test run its engines, with fresh data, and puts their addresses into the environment of every test. */
export async function setup(): Promise<() => Promise<void>> {
  const run = await mkdtemp(join(tmpdir(), 'linchpin-test-'));
  const engines = await resolveEngines({
    home,
    run,
    onFailure: (error) => console.error(error.message),
  });
  process.env.LINCHPIN_MONGODB_URL = engines.mongodb.url;
  process.env.LINCHPIN_KAFKA_BROKERS = engines.kafka.brokers;
  return async () => {
    await engines.stop();
    await rm(run, { recursive: true, force: true });
  };
}
