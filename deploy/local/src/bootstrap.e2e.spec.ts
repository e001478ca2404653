import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { root } from './places.js';

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const version = packageManager.replace('pnpm@', '');

let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'linchpin-clone-'));
  for (const path of ['deploy/local/bootstrap', 'packages/engines/provision', 'package.json'])
    cpSync(join(root, path), join(clone, path), { recursive: true });
  // The stamp looks at them all.
  for (const path of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'turbo.json', 'tsconfig.base.json'])
    writeFileSync(join(clone, path), '');
  for (const path of ['services', 'proto', 'bin']) mkdirSync(join(clone, path));
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** Starts what a new clone starts, with a pnpm that does this instead of installing. */
function start(install: string) {
  writeFileSync(
    join(clone, 'bin/pnpm'),
    `#!/bin/sh\nif [ "$1" = --version ]; then echo ${version}; else\n${install}\nfi\n`,
    { mode: 0o755 },
  );
  const child = spawn(process.execPath, ['deploy/local/bootstrap/start.mjs'], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: [join(clone, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
      LINCHPIN_MONGODB_URL: 'mongodb://127.0.0.1:1',
      LINCHPIN_KAFKA_BROKERS: '127.0.0.1:1',
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, output })),
  );
  return { child, ended };
}

/** A process that has ended, but whose end nobody has asked for yet, has no command line any more. */
function isAlive(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s while installing ends what installs, and what that has started',
  async (signal) => {
    const pids = join(clone, 'pids');
    const { child, ended } = start(`sleep 300 & echo $$ $! > ${pids}; wait`);
    const running = await vi.waitFor(
      () => {
        const found = readFileSync(pids, 'utf8').trim().split(' ').map(Number);
        expect(found).toHaveLength(2);
        return found;
      },
      { timeout: 10_000 },
    );
    expect(running.every(isAlive)).toBe(true);
    child.kill(signal);
    const { code, output } = await ended;
    expect(code).toBe(1);
    expect(output).toMatch(/Installing dependencies\n\nStopped\. Nothing is left running\.\n$/);
    expect(running.some(isAlive)).toBe(false);
  },
);

it('says what failed, with what it printed', async () => {
  const { ended } = start('echo no such package; exit 1');
  const { code, output } = await ended;
  expect(code).toBe(1);
  expect(output).toMatch(/\nno such package\nThis failed: pnpm install --frozen-lockfile\n$/);
});

it('says that the disk is full when installing finds out', async () => {
  const { ended } = start('echo "ENOSPC: no space left on device, write"; exit 1');
  const { code, output } = await ended;
  expect(code).toBe(1);
  expect(output).toContain(
    `pnpm install --frozen-lockfile failed: the disk that holds ${clone} is full. Free some space (1 GB is plenty) and start again.`,
  );
});
