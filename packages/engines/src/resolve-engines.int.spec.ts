import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect } from '@linchpin/mongo';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineError } from '../provision/index.mjs';
import { kafkaAnswers } from './kafka-answers.js';
import { type Engines, resolveEngines } from './resolve-engines.js';

const home = fileURLToPath(new URL('../../../.linchpin', import.meta.url));
const emptyFolder = fileURLToPath(new URL('../keeper', import.meta.url));

/** These start engines of their own, whatever the run uses. */
describe('engines as processes', () => {
  let run: string;
  let engines: Engines | undefined;

  beforeEach(async () => {
    run = await mkdtemp(join(tmpdir(), 'linchpin-engines-'));
    vi.stubEnv('LINCHPIN_MONGODB_URL', '');
    vi.stubEnv('LINCHPIN_KAFKA_BROKERS', '');
    vi.stubEnv('DOCKER_HOST', 'unix:///nowhere');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await engines?.stop();
    engines = undefined;
    await rm(run, { recursive: true, force: true });
  });

  it('keep their ports and their data from one start to the next', async () => {
    engines = await resolveEngines({ home, run });
    const first = engines;
    await write(first.mongodb.url, 'kept');
    await first.stop();
    engines = await resolveEngines({ home, run });
    expect(engines.mongodb.url).toBe(first.mongodb.url);
    expect(engines.kafka.brokers).toBe(first.kafka.brokers);
    expect(await kafkaAnswers(portOf(engines.kafka.brokers))).toBe(true);
    expect(await read(engines.mongodb.url)).toEqual(['kept']);
  }, 120_000);

  it('say so when one is killed', async () => {
    let tell!: (error: EngineError) => void;
    const failure = new Promise<EngineError>((resolve) => {
      tell = resolve;
    });
    vi.stubEnv('LINCHPIN_KAFKA_BROKERS', '127.0.0.1:1');
    engines = await resolveEngines({ home, run, onFailure: tell });
    process.kill(engines.mongodb.pid!, 'SIGKILL');
    expect(await failure).toMatchObject({
      code: 'ENGINE_STOPPED',
      message: expect.stringMatching(
        /^MongoDB was killed by SIGKILL\. Its log is .* the data is still there\.$/,
      ),
    });
  }, 60_000);

  it('name what to install when Java is missing, and leave nothing running', async () => {
    vi.stubEnv('PATH', emptyFolder);
    vi.stubEnv('JAVA_HOME', '');
    vi.stubEnv('LINCHPIN_MONGODB_URL', 'mongodb://127.0.0.1:1');
    await expect(resolveEngines({ home, run })).rejects.toMatchObject({
      code: 'NO_JAVA',
      message: expect.stringContaining('install openjdk-17-jre-headless'),
    });
  });
});

async function write(url: string, text: string): Promise<void> {
  const client = await connect(url, { appName: 'spec' });
  await client.db('engines').collection('notes').insertOne({ text });
  await client.close();
}

async function read(url: string): Promise<unknown[]> {
  const client = await connect(url, { appName: 'spec' });
  const notes = await client.db('engines').collection('notes').find().toArray();
  await client.close();
  return notes.map((note) => note.text);
}

const portOf = (brokers: string) => Number(brokers.split(':')[1]);
