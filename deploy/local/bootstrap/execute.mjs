import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/** A command of the bootstrap failed. */
export class CommandError extends Error {
  code = 'COMMAND_FAILED';
}

const environment = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };

/**
 * Runs a command at the root. Shows its output as it comes, or with `quiet` only when it fails.
 * @param {readonly [string, ...string[]]} command
 * @param {{ quiet?: boolean }} [options]
 */
export async function execute([program, ...args], { quiet = false } = {}) {
  const { ok, output } = await attempt([program, ...args], { quiet });
  if (!ok) throw new CommandError(`${quiet ? `${output}\n` : ''}This failed: ${program} ${args.join(' ')}`);
}

/** As `execute`, but tells how it went instead of throwing. */
export function attempt([program, ...args], { quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: environment,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) =>
      resolve({ ok: code === 0, output: Buffer.concat(chunks).toString('utf8').trim() }),
    );
  });
}
