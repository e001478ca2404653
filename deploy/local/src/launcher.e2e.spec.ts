import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type Launcher, openInstallation } from './fixtures.js';

const { home, shell, succeed, json, start, processes, remove } = await openInstallation();
let launcher: Launcher;

const nothingRuns = () =>
  vi.waitFor(() => expect(processes()).toEqual([]), { timeout: 15_000, interval: 100 });
const read = (name: string) => JSON.parse(readFileSync(join(home, name), 'utf8'));
const pause = (pids: readonly number[]) => pids.map((pid) => process.kill(pid, 'SIGSTOP'));
const resume = (pids: readonly number[]) => pids.map((pid) => process.kill(pid, 'SIGCONT'));

async function ready(): Promise<void> {
  launcher = start();
  await launcher.said(/Linchpin is ready/);
}

afterAll(async () => {
  await shell('npm stop');
  await nothingRuns();
  await remove();
}, 60_000);

// In this order: each finds the installation as the one before left it.
describe('a platform that runs', () => {
  it('tells what runs where, in which version, and that all is well', async () => {
    await ready();
    const told = await json('npx linchpin status --json');
    expect(told).toMatchObject({
      pid: launcher.pid,
      healthy: true,
      services: {
        people: { health: 'serving', grpc: expect.stringMatching(/^127\.0\.0\.1:\d+$/) },
        gateway: { health: 'serving', http: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) },
      },
      engines: {
        mongodb: {
          health: 'serving',
          url: expect.stringMatching(/^mongodb:/),
          version: expect.stringMatching(/^\d+\./),
          replicaSet: 'rs0',
        },
        kafka: { health: 'serving', brokers: expect.stringMatching(/:\d+$/), brokersUp: 1 },
      },
    });
    expect(processes()).toEqual(expect.arrayContaining([launcher.pid, told.services.people.pid]));
    expect(await succeed('npx linchpin status')).toMatch(
      /mongodb +serving +mongodb:\S+ +\d+\.\d+\.\d+, replica set rs0/,
    );
  }, 180_000);

  it('is not started twice', async () => {
    expect(await start().ended).toMatchObject({
      code: 1,
      output: expect.stringContaining(
        `Linchpin already runs here (process ${launcher.pid}). See npx linchpin status`,
      ),
    });
  });

  it('tells which service does not answer, and what to do', async () => {
    const { people } = read('run.json').services;
    pause([people.pid]);
    const { code, output, errors } = await shell('npx linchpin status --json');
    resume([people.pid]);
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      healthy: false,
      services: { people: { health: 'no answer' }, gateway: { health: 'serving' } },
    });
    expect(JSON.parse(errors)).toEqual({
      code: 'UNHEALTHY',
      detail: `The service people does not answer at ${people.grpc}. Its log is ${people.log}. Restart with npm stop and npm start; the data stays.`,
    });
  });

  it('tells which engine does not answer, and what to do', async () => {
    const { mongodb, kafka } = read('run.json').engines;
    pause([mongodb.pid, kafka.pid]);
    const { code, errors } = await shell('npx linchpin status');
    resume([mongodb.pid, kafka.pid]);
    expect(code).toBe(1);
    expect(errors).toContain(
      `MongoDB does not answer at ${mongodb.url}. Its log is ${mongodb.log}. Restart with npm stop and npm start`,
    );
    expect(errors).toContain(`Kafka does not answer at ${kafka.brokers}. Its log is ${kafka.log}. Restart`);
  });
});

describe('a part that dies', () => {
  it('stops everything with a sentence when it is a service', async () => {
    const { people } = read('run.json').services;
    process.kill(people.pid, 'SIGKILL');
    const { code, output } = await launcher.ended;
    expect(code).toBe(1);
    expect(output).toContain(
      `The service people was killed by SIGKILL. Its log is ${people.log}. Start again; the data is still there.`,
    );
    await nothingRuns();
    expect(await shell('npx linchpin status')).toMatchObject({
      code: 1,
      errors: expect.stringContaining('Linchpin is not running here. Start it with "npm start".'),
    });
  }, 60_000);

  it('stops everything with a sentence when it is an engine; a port that is taken meanwhile is said and left', async () => {
    const { people } = read('service-ports.json');
    const squatter = createServer().listen(people, '127.0.0.1');
    await once(squatter, 'listening');
    await ready();
    squatter.close();
    const { services, engines } = read('run.json');
    expect(services.people.grpc).not.toContain(`:${people}`);
    expect((await json('npx linchpin query headcount --json')).total.employed).toBeGreaterThan(200);
    process.kill(engines.mongodb.pid, 'SIGKILL');
    const { code, output } = await launcher.ended;
    expect(output).toContain(
      `Port ${people}, used by people last time, is taken by another program; people moves to ${services.people.grpc.split(':')[1]}.`,
    );
    expect(code).toBe(1);
    expect(output).toContain(
      `MongoDB was killed by SIGKILL. Its log is ${engines.mongodb.log}. Start again; the data is still there.`,
    );
    await nothingRuns();
  }, 90_000);
});

describe('a start that is cut off', () => {
  it('by Ctrl-C leaves nothing running', async () => {
    const cut = start();
    await cut.said(/Kafka: starting/);
    process.kill(cut.pid, 'SIGINT');
    expect(await cut.ended).toMatchObject({ code: 0, output: expect.stringMatching(/Stopped\n$/) });
    expect(processes()).toEqual([]);
  }, 60_000);

  it('by Ctrl-C leaves nothing running in the background either', async () => {
    const cut = start(['--detach']);
    await cut.said(/MongoDB and Kafka are ready/);
    process.kill(cut.pid, 'SIGINT');
    await cut.ended;
    expect(processes()).toEqual([]);
  }, 60_000);

  it('by kill -9 leaves nothing running, and the next one works at once', async () => {
    const cut = start();
    await cut.said(/people: healthy/);
    process.kill(cut.pid, 'SIGKILL');
    expect(await cut.ended).toMatchObject({ code: 'SIGKILL' });
    await succeed('npm start -- --detach');
    const { pid } = read('run.json');
    expect((await json('npx linchpin query headcount --json')).total.employed).toBeGreaterThan(200);
    process.kill(pid, 'SIGKILL');
    await nothingRuns();
    expect(await shell('npx linchpin status')).toMatchObject({
      code: 1,
      errors: expect.stringContaining(`Linchpin was cut off here: its launcher, process ${pid}, is gone.`),
    });
  }, 120_000);
});

it('npm run reset stops what runs, and forgets all of it', async () => {
  await ready();
  expect(await succeed('npm run reset')).toContain('All local data is forgotten.');
  expect(await launcher.ended).toMatchObject({ code: 0 });
  expect(processes()).toEqual([]);
  expect(readdirSync(home)).toEqual([]);
}, 90_000);
