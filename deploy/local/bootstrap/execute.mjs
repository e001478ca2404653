import { diskFull, endPrograms, run, saysDiskFull } from '../../../packages/engines/provision/index.mjs';
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
export async function execute(command, { quiet = false } = {}) {
  const { ok, output } = await attempt(command, { quiet });
  if (ok) return;
  if (saysDiskFull(output)) throw diskFull(command.join(' '), root);
  throw new CommandError(`${quiet ? `${output}\n` : ''}This failed: ${command.join(' ')}`);
}

/** As `execute`, but tells how it went instead of throwing. */
export const attempt = ([program, ...args], { quiet = false } = {}) =>
  run(program, args, { cwd: root, env: environment, timeoutMs: 0, show: !quiet });

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Does something that runs commands. A signal to stop meanwhile ends them, with all that they have started, and then
 * this process.
 */
export async function interruptibly(action) {
  const stop = async () => {
    await endPrograms();
    console.error('\nStopped. Nothing is left running.');
    process.exit(1);
  };
  for (const signal of stopSignals) process.on(signal, stop);
  try {
    return await action();
  } finally {
    for (const signal of stopSignals) process.off(signal, stop);
  }
}
