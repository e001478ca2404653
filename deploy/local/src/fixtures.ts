import { type ExecFileException, execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, vi } from 'vitest';
import { placesIn, root } from './places.js';

/** A launcher in the foreground. */
export interface Launcher {
  readonly pid: number;
  /** Resolves when its output matches. @throws {Error} when it ends before. */
  said(pattern: RegExp): Promise<void>;
  /** Sends it a signal, unless it has ended. */
  signal(name: NodeJS.Signals): void;
  /** Resolves with its exit code, or the signal that killed it, and all it has said. */
  readonly ended: Promise<{ readonly code: number | NodeJS.Signals; readonly output: string }>;
}

/** An installation of its own, with engines of its own, in a temporary folder. */
export async function openInstallation() {
  const { LINCHPIN_MONGODB_URL: _, LINCHPIN_KAFKA_BROKERS: __, ...inherited } = process.env;
  const home = await mkdtemp(join(tmpdir(), 'linchpin-home-'));
  const env = { ...inherited, LINCHPIN_HOME: home };
  const variable = `LINCHPIN_HOME=${home}`;

  /** Runs a command line at the root. */
  const shell = (line: string): Promise<{ code: number; output: string; errors: string }> =>
    new Promise((resolve) =>
      execFile(
        'bash',
        ['-c', line],
        { cwd: root, env, maxBuffer: 2 ** 26 },
        (error: ExecFileException | null, output, errors) =>
          resolve({ code: error === null ? 0 : Number(error.code ?? 1), output, errors }),
      ),
    );
  const succeed = async (line: string): Promise<string> => {
    const { code, output, errors } = await shell(line);
    expect(code, `${line}\n${output}\n${errors}`).toBe(0);
    return output;
  };

  return {
    home,
    env,
    /** Makes the starts to come leave the demo group out. */
    async leaveUnseeded() {
      const { seeded } = placesIn(home);
      await mkdir(dirname(seeded), { recursive: true });
      await writeFile(seeded, '');
    },
    /** Resolves when nothing runs for this installation any more. */
    nothingRuns: () =>
      vi.waitFor(() => expect(processesWith(variable)).toEqual([]), { timeout: 20_000, interval: 100 }),
    shell,
    succeed,
    json: async (line: string) => JSON.parse(await succeed(line)),
    /** What `npm start` runs. */
    start: (args: readonly string[] = [], changed: NodeJS.ProcessEnv = {}) =>
      startLauncher(args, { ...env, ...changed }),
    /** The process ids of all that runs for this installation: each has its folder in its environment. */
    processes: () => processesWith(variable),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

function startLauncher(args: readonly string[], env: NodeJS.ProcessEnv): Launcher {
  const child = spawn(process.execPath, ['deploy/local/bootstrap/start.mjs', ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<{ code: number | NodeJS.Signals; output: string }>((resolve) =>
    child.on('close', (code, signal) => resolve({ code: code ?? signal!, output })),
  );
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  return {
    pid: child.pid!,
    ended,
    signal: (name) => void child.kill(name),
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => pattern.test(output) && resolve();
        child.stdout.on('data', look);
        void ended.then(() => reject(new Error(`It ended without saying ${pattern}:\n${output}`)));
        look();
      }),
  };
}

function processesWith(variable: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(variable);
      } catch {
        return false;
      }
    })
    .map(Number);
}
