import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installation } from './paths.mjs';

const file = join(installation, 'launcher.json');
const patienceMs = 60_000;

/** The process id of the launcher that runs here, or undefined. */
export function runningLauncher() {
  if (!existsSync(file)) return undefined;
  const { pid } = JSON.parse(readFileSync(file, 'utf8'));
  return isLauncher(pid) ? pid : undefined;
}

/** Process ids are used again: after a crash another program may have the one in the file. */
function isLauncher(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || /deploy.local|bootstrap.start/.test(readFileSync(commandLine, 'utf8'));
}

/** Stops the launcher, which stops all that it started; false when none runs. */
export async function stopLauncher() {
  const pid = runningLauncher();
  if (pid === undefined) return false;
  process.kill(pid, 'SIGTERM');
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(100)) {
    if (runningLauncher() === undefined) {
      rmSync(file, { force: true });
      return true;
    }
  }
  throw Object.assign(new Error(`Linchpin (process ${pid}) has not stopped within ${patienceMs / 1000} s.`), {
    code: 'STILL_RUNNING',
  });
}
