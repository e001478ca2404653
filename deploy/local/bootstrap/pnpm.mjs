import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from './execute.mjs';
import { root } from './paths.mjs';

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const wanted = packageManager.replace('pnpm@', '');

let command;

/** How to call the pnpm that package.json names: the one on PATH when it is that version, else by npx. */
export async function pnpm(...args) {
  command ??= (await isOnPath()) ? ['pnpm'] : ['npx', '--yes', packageManager];
  return [...command, ...args];
}

async function isOnPath() {
  const { ok, output } = await attempt(['pnpm', '--version'], { quiet: true });
  return ok && output === wanted;
}
