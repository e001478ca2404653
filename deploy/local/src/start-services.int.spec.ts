import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engines, freePort, type Keeper, openKeeper } from '@linchpin/engines';
import { testDatabase, testKafkaBrokers, testTopicPrefix } from '@linchpin/engines/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openKeys } from './keys.js';
import { root } from './places.js';
import { addressesOf, environmentOf, type ServiceName, serviceNames } from './services.js';
import { stoppedBy } from './start-services.js';

let folder: string;
let keeper: Keeper;
let engines: Engines;
const squatter = createServer();
const database = await testDatabase();
const topicPrefix = testTopicPrefix();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-services-'));
  keeper = openKeeper();
  engines = {
    mongodb: { url: database.url, how: 'shared' },
    kafka: { brokers: testKafkaBrokers(), how: 'shared' },
    stop: async () => {},
  };
  await once(squatter.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  squatter.close();
  await keeper.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

/** Runs a service on these ports until it ends, and tells why it did. */
async function end(name: ServiceName, ports: Record<ServiceName, number>, changed: NodeJS.ProcessEnv = {}) {
  const log = join(folder, `${name}.log`);
  const logFrom = existsSync(log) ? statSync(log).size : 0;
  const surroundings = { engines, keys: await openKeys(folder), ports };
  const process = await keeper.start({
    program: globalThis.process.execPath,
    args: [join(root, 'services', name, 'dist/main.js')],
    env: {
      ...environmentOf(name, surroundings),
      LINCHPIN_DATABASE: database.name,
      LINCHPIN_TOPIC_PREFIX: topicPrefix,
      ...changed,
    },
    log,
  });
  return stoppedBy({ name, address: addressesOf(ports)[name], process, log, logFrom }, await process.exited);
}

it.each(serviceNames)(
  'a port that was taken since it was chosen keeps %s from starting, and is named',
  async (name) => {
    const { port } = squatter.address() as { port: number };
    const ports = { people: await freePort(), gateway: await freePort(), [name]: port };
    expect(await end(name, ports)).toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringMatching(
        `^The service ${name} could not listen at .*127\\.0\\.0\\.1:${port}: another program uses that port\\. Start again to take another one\\.$`,
      ),
    });
  },
);

it('a service that cannot start is quoted', async () => {
  const ports = { people: await freePort(), gateway: await freePort() };
  const { code, message } = await end('people', ports, { LINCHPIN_CURSOR_KEY: 'short' });
  expect(code).toBe('SERVICE_STOPPED');
  expect(message).toMatch(
    /^The service people ended with code 1\. It said: .*LINCHPIN_CURSOR_KEY is not a key.* Its log is .*people\.log\. Start again; the data is still there\.$/,
  );
});
