import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInstallation } from './fixtures.js';

const { home, start, processes, nothingRuns, leaveUnseeded, remove } = await openInstallation();
const free: (() => void)[] = [];

beforeAll(leaveUnseeded);
afterAll(async () => {
  for (const each of free) each();
  await nothingRuns();
  await remove();
});

/** A folder on a disk of its own. Only root may mount one. */
const canMount = process.getuid?.() === 0 && process.platform === 'linux';
function smallDisk(size: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'linchpin-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  free.push(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

describe('a start that cannot succeed', () => {
  it('says that Java is missing, and how to get it', async () => {
    const bin = join(home, 'bin');
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, 'node'));
    const { code, output } = await start([], { PATH: bin, JAVA_HOME: '', DOCKER_HOST: 'unix:///nowhere' })
      .ended;
    expect(code).toBe(1);
    expect(output).toMatch(/Docker does not answer: MongoDB and Kafka run as processes of this machine/);
    expect(output).toMatch(
      /\nJava was not found\. Kafka needs Java 17 or newer: install it \(on Debian: apt install openjdk-17-jre-headless\), start Docker, or set LINCHPIN_KAFKA_BROKERS/,
    );
    expect(processes()).toEqual([]);
  }, 60_000);

  it.skipIf(!canMount)(
    'says that the disk is full, whether an engine finds out or the launcher',
    async () => {
      for (const [size, taken] of [
        ['5m', 0],
        ['64k', 1],
      ] as const) {
        const disk = smallDisk(size);
        if (taken) fill(disk);
        const full = start([], { LINCHPIN_HOME: disk });
        const { code, output } = await full.ended;
        expect(code, output).toBe(1);
        expect(output).toMatch(
          new RegExp(
            `\\n.* failed: the disk that holds ${disk}.* is full\\. Free some space .* and start again\\.\\n$`,
          ),
        );
        expect(processes()).toEqual([]);
      }
    },
    60_000,
  );

  it('says that a port is taken, and which other one is used', async () => {
    const kept = createServer().listen(0, '127.0.0.1');
    await once(kept, 'listening');
    const { port } = kept.address() as { port: number };
    free.push(() => kept.close());
    writeFileSync(join(home, 'service-ports.json'), JSON.stringify({ people: port }));
    const moved = start();
    await moved.said(/people moves to/);
    moved.signal('SIGTERM');
    const { output } = await moved.ended;
    const { people } = JSON.parse(readFileSync(join(home, 'service-ports.json'), 'utf8'));
    expect(people).not.toBe(port);
    expect(output).toContain(
      `Port ${port}, used by people last time, is taken by another program; people moves to ${people}.`,
    );
    expect(processes()).toEqual([]);
  }, 60_000);
});

describe('a start that is cut off', () => {
  it('by Ctrl-C leaves nothing running', async () => {
    const cut = start();
    await cut.said(/Kafka: starting/);
    cut.signal('SIGINT');
    expect(await cut.ended).toMatchObject({ code: 0, output: expect.stringMatching(/Stopped\n$/) });
    expect(processes()).toEqual([]);
  }, 60_000);

  it('by Ctrl-C leaves nothing running in the background either', async () => {
    const cut = start(['--detach']);
    await cut.said(/MongoDB and Kafka are ready/);
    cut.signal('SIGINT');
    expect(await cut.ended).toMatchObject({ code: 0, output: expect.stringMatching(/Stopped\n$/) });
    expect(processes()).toEqual([]);
  }, 60_000);

  it('by kill -9 leaves nothing running, and does not hinder the next', async () => {
    const cut = start();
    await cut.said(/MongoDB and Kafka are ready/);
    cut.signal('SIGKILL');
    await nothingRuns();
    const next = start();
    await next.said(/MongoDB and Kafka are ready/);
    next.signal('SIGTERM');
    expect(await next.ended).toMatchObject({ code: 0 });
    expect(processes()).toEqual([]);
  }, 60_000);
});

/** Takes what space is left. */
function fill(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  try {
    writeFileSync(join(folder, 'filler'), Buffer.alloc(bavail * bsize));
  } catch {
    // The last block is the file's own.
  }
}
