import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EmployeeServiceDefinition } from '@linchpin/contracts/people';
import {
  type TestDatabase,
  testDatabase,
  testKafkaBrokers,
  testTopicPrefix,
} from '@linchpin/engines/testing';
import { createChannel, createClient } from 'nice-grpc';
import { HealthDefinition } from 'nice-grpc-server-health';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, disconnect } from './client.js';
import { errorOf } from './fixtures/calls.js';
import { createTestIssuer, groupAdmin } from './testing/index.js';

let database: TestDatabase;
let folder: string;
let env: Record<string, string>;
let token: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'linchpin-run-'));
  const issuer = await createTestIssuer();
  await writeFile(join(folder, 'jwks.json'), JSON.stringify(issuer.trust.jwks));
  token = await issuer.token(groupAdmin);
  env = {
    LINCHPIN_MONGODB_URL: database.url,
    LINCHPIN_DATABASE: database.name,
    LINCHPIN_KAFKA_BROKERS: testKafkaBrokers(),
    LINCHPIN_TOPIC_PREFIX: testTopicPrefix(),
    LINCHPIN_JWKS_FILE: join(folder, 'jwks.json'),
    LINCHPIN_GRPC_ADDRESS: `127.0.0.1:${await freePort()}`,
    LINCHPIN_CURSOR_KEY: '00112233445566778899aabbccddeeff',
    LINCHPIN_LOG_LEVEL: 'error',
  };
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
  await database.drop();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function run(changed: Record<string, string> = {}) {
  const main = join(import.meta.dirname, 'fixtures/main.ts');
  const child = spawn(process.execPath, ['--conditions=@linchpin/source', '--import', 'tsx', main], {
    env: { PATH: process.env.PATH, ...env, ...changed },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  children.push(child);
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString();
  });
  return { child, ended: once(child, 'exit').then(([code]) => code as number), stderr: () => stderr };
}

/** Waits until the service says that it serves, or no longer does. */
async function serving(wanted = true): Promise<void> {
  const channel = createChannel(env.LINCHPIN_GRPC_ADDRESS!);
  const health = createClient(HealthDefinition, channel);
  for (let tries = 0; ; tries++) {
    const { status } = await health.check({ service: '' }).catch(() => ({ status: 0 }));
    if ((status === 1) === wanted) break;
    expect(tries).toBeLessThan(240);
    await pause(250);
  }
  channel.close();
}

it('finishes calls under way on SIGTERM, takes no more, and exits with 0', async () => {
  const { child, ended, stderr } = run();
  await serving();
  const client = connect(EmployeeServiceDefinition, env.LINCHPIN_GRPC_ADDRESS!, { token });
  // This one is never answered; it holds the end up until its deadline, and no longer.
  const call = errorOf(client.listEmployees({}, { deadline: 1500 }));
  await pause(300);
  child.kill('SIGTERM');
  await serving(false);
  const late = connect(EmployeeServiceDefinition, env.LINCHPIN_GRPC_ADDRESS!, { token });
  expect(await errorOf(late.getEmployee({ employeeId: 'a' }, { deadline: 500 }))).toMatchObject({
    code: expect.stringMatching(/UNAVAILABLE|DEADLINE_EXCEEDED/),
  });
  expect(await call).toMatchObject({ code: expect.stringMatching(/DEADLINE_EXCEEDED/) });
  expect(await ended, stderr()).toBe(0);
  disconnect(client);
  disconnect(late);
}, 120_000);

it('ends with 1 and a sentence for each value of the environment that is wrong', async () => {
  const { ended, stderr } = run({ LINCHPIN_CURSOR_KEY: 'short', LINCHPIN_KAFKA_BROKERS: '' });
  expect(await ended).toBe(1);
  expect(stderr()).toMatch(/LINCHPIN_KAFKA_BROKERS is not set: .*LINCHPIN_CURSOR_KEY is not a key/);
}, 60_000);

it('ends with 1 and a sentence when MongoDB does not answer', async () => {
  const nobody = `mongodb://127.0.0.1:${await freePort()}/?serverSelectionTimeoutMS=500`;
  const { ended, stderr } = run({ LINCHPIN_MONGODB_URL: nobody });
  expect(await ended).toBe(1);
  expect(stderr()).toContain('MongoDB does not answer at 127.0.0.1');
}, 60_000);
