import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Keeper } from '@linchpin/engines';
import { LaunchError } from './errors.js';
import { type Places, root } from './places.js';

/** Seeds the demo group by the command line, once per data folder; a seeding that was cut off is repeated safely. */
export async function seedOnce(
  keeper: Keeper,
  places: Places,
  progress: (text: string) => void,
): Promise<void> {
  if (existsSync(places.seeded)) return;
  progress('Seeding the demo group');
  const log = join(places.logs, 'seed.log');
  const seed = await keeper.start({
    program: process.execPath,
    args: [join(root, 'packages/cli/bin/linchpin.js'), 'seed'],
    cwd: root,
    env: process.env,
    log,
  });
  const { code, signal } = await seed.exited;
  if (code !== 0)
    throw new LaunchError(
      'SEED_FAILED',
      `Seeding the demo group failed (${signal ?? `code ${code}`}). Its log is ${log}. npm start tries again.`,
    );
  await mkdir(dirname(places.seeded), { recursive: true });
  await writeFile(places.seeded, '');
}
