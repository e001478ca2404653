import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inOneSentence, LaunchError } from './errors.js';
import type { LaunchOptions } from './launch.js';
import { installation, placesIn, root } from './places.js';
import { watchSignals } from './watch-signals.js';

/** What the launcher in the background tells the one who waits for it. */
export type Report = { readonly progress: string } | { readonly ready: string } | { readonly failed: string };

/**
 * Starts the platform in the background and returns once all is healthy; a signal to stop meanwhile stops it too.
 * @throws {LaunchError | EngineError} when it is not.
 */
export async function launchDetached({ progress, seconds }: LaunchOptions): Promise<void> {
  const log = openLog();
  const end = watchSignals();
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../dist/background.js', import.meta.url)), seconds()],
    {
      cwd: root,
      detached: true,
      stdio: ['ignore', log.output, log.output, 'ipc'],
    },
  );
  const ready = await Promise.race([report(child, progress, log.file), end.requested]);
  if (ready === undefined) {
    child.kill('SIGTERM');
    await once(child, 'exit');
    return;
  }
  end.dispose();
  child.disconnect();
  child.unref();
  console.log(ready);
  console.log('It runs in the background: npm stop ends it.');
}

function openLog() {
  const { home, logs } = placesIn(installation);
  const file = join(logs, 'launcher.log');
  try {
    mkdirSync(logs, { recursive: true });
    return { file, output: openSync(file, 'a') };
  } catch (error) {
    throw inOneSentence(error, home);
  }
}

/** Passes on how far it has come, until it is ready. */
const report = (child: ChildProcess, progress: (text: string) => void, log: string): Promise<string> =>
  new Promise((resolve, reject) => {
    child.on('message', (told: Report) => {
      if ('progress' in told) progress(told.progress);
      else if ('ready' in told) resolve(told.ready);
      else reject(new LaunchError('LAUNCH_FAILED', told.failed));
    });
    child.on('exit', () =>
      reject(new LaunchError('LAUNCH_FAILED', `Linchpin ended before it was ready. Its log is ${log}.`)),
    );
  });
