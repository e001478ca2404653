import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineError } from './errors.mjs';

const keptOutput = 20_000;
const graceMs = 5_000;

/**
 * The full path of a program on PATH, or undefined.
 * @param {string} name
 */
export async function findProgram(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, name);
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

/** @param {string} path */
export const isExecutable = (path) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** What `run` has started and has not ended yet: each leads a group of its own, with all that it has started. */
const running = new Set();
let ending = false;

/**
 * Runs a program to its end, without a shell.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, show?: boolean }} [options]
 *   `timeoutMs` 0: no limit; with `show` its output goes where ours goes, and is not kept
 * @returns {Promise<{ ok: boolean, output: string }>} `output` is the end of what it printed.
 */
export function run(program, args, { cwd, env = process.env, timeoutMs = 300_000, show = false } = {}) {
  return new Promise((resolve) => {
    const output = show ? 'inherit' : 'pipe';
    const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', output, output] });
    running.add(child);
    const late = timeoutMs && setTimeout(() => signal(child, 'SIGTERM'), timeoutMs);
    let kept = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      kept = (kept + chunk.toString('utf8')).slice(-keptOutput);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const end = (/** @type {{ ok: boolean, output: string }} */ outcome) => {
      clearTimeout(late);
      running.delete(child);
      // Whoever waits would take what was cut off for a failure, and say so.
      if (!ending) resolve(outcome);
    };
    child.on('error', (error) => end({ ok: false, output: error.message }));
    child.on('close', (code) => end({ ok: code === 0, output: kept.trim() }));
  });
}

/**
 * Ends every program that `run` has started, with all that those have started, and resolves when they are gone. What
 * waits for one then waits for ever: this process is about to end.
 */
export async function endPrograms() {
  ending = true;
  const until = Date.now() + graceMs;
  for (const child of running) signal(child, 'SIGTERM');
  while (running.size > 0 && Date.now() < until) await sleep(20);
  for (const child of running) signal(child, 'SIGKILL');
}

/**
 * Sends a signal to a program and all that it has started.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} name
 */
function signal(child, name) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, name);
  } catch {
    // It has ended already.
  }
}

/**
 * Does something with a folder, which is then removed, even when this process ends meanwhile.
 * @template Result
 * @param {string} folder
 * @param {() => Promise<Result>} action
 */
export async function withScratch(folder, action) {
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.on('exit', remove);
  try {
    return await action();
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/**
 * The error for a file that could not be written; a full disk is named as such.
 * @param {unknown} cause
 * @param {string} doing what was being done, for instance `Unpacking MongoDB`
 * @param {string} folder
 */
export function writeError(cause, doing, folder) {
  const text = cause instanceof Error ? cause.message : String(cause);
  return saysDiskFull(text)
    ? diskFull(doing, folder, cause)
    : new EngineError('NOT_WRITABLE', `${doing} failed: ${text}`, { cause });
}

/** @param {string} text */
export const saysDiskFull = (text) => /ENOSPC|No space left on device/i.test(text);

/**
 * @param {string} doing
 * @param {string} folder
 * @param {unknown} [cause]
 */
export const diskFull = (doing, folder, cause) =>
  new EngineError(
    'DISK_FULL',
    `${doing} failed: the disk that holds ${folder} is full. Free some space (1 GB is plenty) and start again.`,
    {
      cause,
    },
  );
