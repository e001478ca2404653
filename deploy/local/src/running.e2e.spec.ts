import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Launcher, openInstallation } from './fixtures.js';

/** A platform of its own, without the demo group, that runs in the foreground. */
function runningPlatform() {
  const platform = {} as Awaited<ReturnType<typeof openInstallation>> & {
    launcher: Launcher;
    run(): { services: Record<string, Part>; engines: Record<string, Part> };
  };
  beforeAll(async () => {
    const installation = await openInstallation();
    await installation.leaveUnseeded();
    const launcher = installation.start();
    const run = () => JSON.parse(readFileSync(join(installation.home, 'run.json'), 'utf8'));
    Object.assign(platform, installation, { launcher, run });
    await launcher.said(/Linchpin is ready/);
  }, 120_000);
  afterAll(async () => {
    platform.launcher.signal('SIGTERM');
    await platform.launcher.ended;
    await platform.nothingRuns();
    await platform.remove();
  }, 60_000);
  return platform;
}

interface Part {
  readonly pid: number;
  readonly log: string;
  readonly [address: string]: unknown;
}

const status = 'node packages/cli/bin/linchpin.js status';

// What is tested is what is said, and not how fast on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

describe('a platform that runs', () => {
  const platform = runningPlatform();

  it('tells what runs where, in which version, and that all is well', async () => {
    const { launcher, json, processes, succeed } = platform;
    const told = await json(`${status} --json`);
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
    expect(await succeed(status)).toMatch(/mongodb +serving +mongodb:\S+ +\d+\.\d+\.\d+, replica set rs0/);
  });

  it('is not started twice', async () => {
    const { launcher, start } = platform;
    expect(await start().ended).toMatchObject({
      code: 1,
      output: expect.stringContaining(
        `Linchpin already runs here (process ${launcher.pid}). See npx linchpin status`,
      ),
    });
  });

  it('tells which service does not answer, and what to do', async () => {
    const { people } = platform.run().services;
    const { code, output, errors } = await whilePaused([people!], `${status} --json`);
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      healthy: false,
      services: { people: { health: 'no answer' }, gateway: { health: 'serving' } },
    });
    expect(JSON.parse(errors)).toEqual({
      code: 'UNHEALTHY',
      detail: `The service people does not answer at ${people!.grpc}. Its log is ${people!.log}. Restart with npm stop and npm start; the data stays.`,
    });
  });

  it('tells which engine does not answer, and what to do', async () => {
    const { mongodb, kafka } = platform.run().engines;
    const { code, errors } = await whilePaused([mongodb!, kafka!], status);
    expect(code).toBe(1);
    expect(errors).toContain(
      `MongoDB does not answer at ${mongodb!.url}. Its log is ${mongodb!.log}. Restart with npm stop and npm start`,
    );
    expect(errors).toContain(`Kafka does not answer at ${kafka!.brokers}. Its log is ${kafka!.log}. Restart`);
  });

  async function whilePaused(parts: readonly Part[], line: string) {
    for (const { pid } of parts) process.kill(pid, 'SIGSTOP');
    try {
      return await platform.shell(line);
    } finally {
      for (const { pid } of parts) process.kill(pid, 'SIGCONT');
    }
  }

  it('stops with a sentence when a service dies, and leaves nothing running', async () => {
    const { launcher, processes, run, shell } = platform;
    const { people } = run().services;
    process.kill(people!.pid, 'SIGKILL');
    const { code, output } = await launcher.ended;
    expect(code).toBe(1);
    expect(output).toContain(
      `The service people was killed by SIGKILL. Its log is ${people!.log}. Start again; the data is still there.`,
    );
    expect(processes()).toEqual([]);
    expect(await shell(status)).toMatchObject({
      code: 1,
      errors: 'Linchpin is not running here. Start it with "npm start".\n',
    });
  });
});

describe('a platform that runs', () => {
  const platform = runningPlatform();

  it('stops with a sentence when an engine dies, and leaves nothing running', async () => {
    const { launcher, processes, run } = platform;
    const { mongodb } = run().engines;
    process.kill(mongodb!.pid, 'SIGKILL');
    const { code, output } = await launcher.ended;
    expect(code).toBe(1);
    expect(output).toContain(
      `MongoDB was killed by SIGKILL. Its log is ${mongodb!.log}. Start again; the data is still there.`,
    );
    expect(processes()).toEqual([]);
  });
});

describe('a platform that runs', () => {
  const platform = runningPlatform();

  it('is stopped and forgotten by npm run reset', async () => {
    const { home, launcher, processes, succeed } = platform;
    expect(await succeed('npm run reset')).toContain('All local data is forgotten.');
    expect(await launcher.ended).toMatchObject({ code: 0, output: expect.stringMatching(/Stopped\n$/) });
    expect(processes()).toEqual([]);
    expect(readdirSync(home)).toEqual([]);
  });
});

describe('a platform that runs', () => {
  const platform = runningPlatform();

  it('ends with its launcher, even when that is killed', async () => {
    const { launcher, nothingRuns, shell } = platform;
    launcher.signal('SIGKILL');
    await nothingRuns();
    expect(await shell(status)).toMatchObject({
      code: 1,
      errors: `Linchpin was cut off here: its launcher, process ${launcher.pid}, is gone. Start it again with "npm start"; the data is still there.\n`,
    });
  });
});
