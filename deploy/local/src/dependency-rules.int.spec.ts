import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from './places.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linchpin-rules-'));
  copyFileSync(join(root, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'));
  write('services/a/src/a.ts', 'export const a = 1;');
  write('packages/p/src/p.ts', 'export const p = 1;');
  write('node_modules/kafkajs/package.json', '{"name":"kafkajs","main":"index.js"}');
  write('node_modules/kafkajs/index.js', 'exports.x = 1;');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['services-are-apart', 'services/b/src/b.ts', "import { a } from '../../a/src/a.js'; export const b = a;"],
  [
    'packages-know-no-service',
    'packages/q/src/q.ts',
    "import { a } from '../../../services/a/src/a.js'; export const q = a;",
  ],
  ['no-deep-imports', 'packages/q/src/q.ts', "import { p } from '../../p/src/p.js'; export const q = p;"],
  [
    'domain-does-no-io',
    'services/b/src/b.ts',
    "import { readFileSync } from 'node:fs'; export const b = readFileSync;",
  ],
  ['kafkajs-in-one-place', 'packages/q/src/q.ts', "import { x } from 'kafkajs'; export const q = x;"],
  ['resolvable', 'packages/q/src/q.ts', "import { x } from './nowhere.js'; export const q = x;"],
])('%s is enforced', async (rule, file, text) => {
  write(file, text);
  expect(await violations()).toContain(rule);
});

it('what the rules allow passes', async () => {
  expect(await violations()).toEqual([]);
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function violations(): Promise<string[]> {
  const args = [
    'packages',
    'services',
    '--config',
    join(root, '.dependency-cruiser.cjs'),
    '--output-type',
    'json',
  ];
  return new Promise((resolve, reject) => {
    execFile(join(root, 'node_modules/.bin/depcruise'), args, { cwd: folder }, (_, output, complaint) => {
      if (!output) return reject(new Error(complaint));
      const { summary } = JSON.parse(output) as { summary: { violations: { rule: { name: string } }[] } };
      resolve(summary.violations.map(({ rule }) => rule.name));
    });
  });
}
