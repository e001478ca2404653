import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, realpathSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect } from '@linchpin/mongo';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EngineError, findProgram, provisionKafka, provisionMongod } from '../provision/index.mjs';
import { kafkaAnswers } from './kafka-answers.js';
import { type Engines, resolveEngines } from './resolve-engines.js';

const home = fileURLToPath(new URL('../../../.linchpin', import.meta.url));
const emptyFolder = fileURLToPath(new URL('../keeper', import.meta.url));

const javaHome = process.env.JAVA_HOME ?? dirname(dirname(realpathSync((await findProgram('java'))!)));

/** Only root may mount the small disk that one of them fills. */
const canMount = process.getuid?.() === 0 && process.platform === 'linux';

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

  it('move to another port when theirs is taken, and say so', async () => {
    vi.stubEnv('LINCHPIN_KAFKA_BROKERS', '127.0.0.1:1');
    engines = await resolveEngines({ home, run });
    const first = portOf(new URL(engines.mongodb.url).host);
    await write(engines.mongodb.url, 'kept');
    await engines.stop();
    const squatter = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => squatter.listen(first, '127.0.0.1', resolve));
    const said: string[] = [];
    engines = await resolveEngines({ home, run, onProgress: (text) => said.push(text) });
    squatter.close();
    expect(said).toContainEqual(expect.stringMatching(`^Port ${first}, used by mongodb last time, is taken`));
    expect(await read(engines.mongodb.url)).toEqual(['kept']);
  }, 60_000);

  it('end with the process that started them, even when it is killed', async () => {
    const keeper = fileURLToPath(new URL('../keeper/keeper.mjs', import.meta.url));
    const parent = spawn(process.execPath, ['--input-type=module', '-e', parentOf(keeper)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitUntil(() => !isAlive(pid), { timeout: 10_000 });
  });

  it.skipIf(!canMount)(
    'say that the disk is full',
    async () => {
      const disk = join(run, 'disk');
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]);
      try {
        vi.stubEnv('LINCHPIN_KAFKA_BROKERS', '127.0.0.1:1');
        await expect(resolveEngines({ home, run: disk })).rejects.toMatchObject({
          code: 'DISK_FULL',
          message: expect.stringContaining(`the disk that holds ${disk}/data is full. Free some space`),
        });
      } finally {
        execFileSync('umount', ['-l', disk]);
      }
    },
    60_000,
  );

  it('name what to install when MongoDB can be had in no way, or Maven is missing', async () => {
    vi.stubEnv('PATH', emptyFolder);
    const cache = join(run, 'cache');
    await expect(provisionMongod(cache, () => {})).rejects.toMatchObject({
      code: 'NO_MONGOD',
      message: expect.stringContaining('install Python 3 with pip'),
    });
    vi.stubEnv('JAVA_HOME', javaHome);
    await expect(provisionKafka(cache, () => {})).rejects.toMatchObject({
      code: 'NO_MAVEN',
      message: expect.stringContaining('apt install maven'),
    });
  });

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

const parentOf = (keeper: string) => `
  import { spawn } from 'node:child_process';
  const keeper = spawn(process.execPath, [${JSON.stringify(keeper)}], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], detached: true });
  keeper.on('message', ({ pid }) => pid && console.log(pid));
  keeper.send({ start: { id: 1, program: process.execPath, args: ['-e', 'setTimeout(() => {}, 60_000)'] } });
`;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

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
