import { spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LaunchError } from './errors.js';
import type { LaunchOptions } from './launch.js';
import { installation, placesIn, root } from './places.js';

/** What the launcher in the background tells the one who waits for it. */
export type Report = { readonly progress: string } | { readonly ready: string } | { readonly failed: string };

/** Starts the platform in the background and returns once all is healthy. @throws {LaunchError} when it is not. */
export async function launchDetached({ progress, seconds }: LaunchOptions): Promise<void> {
  const { logs } = placesIn(installation);
  mkdirSync(logs, { recursive: true });
  const log = join(logs, 'launcher.log');
  const output = openSync(log, 'a');
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../dist/background.js', import.meta.url)), seconds()],
    {
      cwd: root,
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
    },
  );
  const ready = await new Promise<string>((resolve, reject) => {
    child.on('message', (report: Report) => {
      if ('progress' in report) progress(report.progress);
      else if ('ready' in report) resolve(report.ready);
      else reject(new LaunchError('LAUNCH_FAILED', report.failed));
    });
    child.on('exit', () =>
      reject(new LaunchError('LAUNCH_FAILED', `Linchpin ended before it was ready. Its log is ${log}.`)),
    );
  });
  child.disconnect();
  child.unref();
  console.log(ready);
  console.log('It runs in the background: npm stop ends it.');
}
