import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { root } from './places.js';

const runner = 'node deploy/local/bootstrap/bench.mjs ';
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const benches = Object.entries(scripts)
  .filter(([, command]) => command.startsWith(runner))
  .map(([name, command]) => [name, command.slice(runner.length)] as const);

// How fast it is says nothing here; that it runs to its end does. `bench:start` has no tiny size: it is a cold start.
describe('at a tiny size', () => {
  it.each(benches)(
    '%s runs',
    async (_, file) => {
      const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file], {
        cwd: root,
        env: { ...process.env, LINCHPIN_BENCH_SIZE: 'tiny' },
        maxBuffer: 2 ** 26,
      });
      expect(stdout).toMatch(/\d/);
    },
    240_000,
  );
});
