import { join } from 'node:path';
import { provision } from '../../../packages/engines/provision/index.mjs';
import { execute } from './execute.mjs';
import { home } from './paths.mjs';
import { pnpm } from './pnpm.mjs';
import { progress } from './progress.mjs';
import { forgetStamp, isBuilt, keepStamp, stampOfSources } from './stamp.mjs';

/**
 * Installs and builds what is not, and downloads the engines meanwhile. Kafka's download waits for nothing; MongoDB's
 * own downloader is one of the dependencies, so it follows the installation.
 */
export async function prepare() {
  checkNode();
  const stamp = stampOfSources();
  if (isBuilt(stamp)) return;
  forgetStamp();
  const cache = join(home, 'engines');
  const kafka = settled(provision(cache, progress, { kafka: true }));
  progress('Installing dependencies');
  await execute(await pnpm('install', '--frozen-lockfile'), { quiet: true });
  const mongodb = settled(provision(cache, progress, { mongodb: true }));
  progress('Building');
  await execute(await pnpm('exec', 'turbo', 'run', 'build', '--output-logs=errors-only'), { quiet: true });
  progress('Built');
  for (const outcome of [await kafka, await mongodb]) if (outcome.error !== undefined) throw outcome.error;
  keepStamp(stamp);
}

/** A failure is looked at only when its turn comes; until then it must not end the process. */
const settled = (promise) =>
  promise.then(
    () => ({}),
    (error) => ({ error }),
  );

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw Object.assign(new Error(`Node ${process.versions.node} is too old: install Node 20.19 or newer.`), {
    code: 'OLD_NODE',
  });
}
