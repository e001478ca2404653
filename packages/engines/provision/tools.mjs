import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { EngineError } from './errors.mjs';

const keptOutput = 4_000;

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

/**
 * Runs a program to its end, without a shell.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, timeoutMs?: number }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>} `output` is the end of what it printed.
 */
export function run(program, args, { cwd, timeoutMs = 300_000 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, timeout: timeoutMs, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString('utf8')).slice(-keptOutput);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
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
