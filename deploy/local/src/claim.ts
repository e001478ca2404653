import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { LaunchError } from './errors.js';
import type { Places } from './places.js';

/** Makes this process the only launcher of a home. @throws {LaunchError} when another one runs. */
export async function claim({ home, launcher }: Places): Promise<() => Promise<void>> {
  await mkdir(home, { recursive: true });
  const mine = JSON.stringify({ pid: process.pid });
  try {
    await writeFile(launcher, mine, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const { pid } = JSON.parse(await readFile(launcher, 'utf8')) as { pid: number };
    if (await isLauncher(pid)) {
      throw new LaunchError(
        'ALREADY_RUNNING',
        `Linchpin already runs here (process ${pid}). See npx linchpin status, or stop it with npm stop.`,
      );
    }
    await writeFile(launcher, mine);
  }
  return () => rm(launcher, { force: true });
}

/** Whether a process lives and is a launcher: after a crash another program may have its number. */
async function isLauncher(pid: number): Promise<boolean> {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'deploy/local');
  return /deploy.local/.test(commandLine);
}
