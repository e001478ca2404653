import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { home, root } from './paths.mjs';

const skipped = new Set(['node_modules', 'dist', 'generated', '.turbo', '.git']);
const sources = [
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'turbo.json',
  'tsconfig.base.json',
  'packages',
  'services',
  'deploy',
  'proto',
];
const file = join(home, 'built');
const proofs = ['node_modules/.modules.yaml', 'deploy/local/dist/index.js'];

/** A digest of the names, sizes and times of all files that installing and building start from. */
export function stampOfSources() {
  const hash = createHash('sha256').update(process.version);
  for (const name of sources) add(hash, join(root, name));
  return hash.digest('hex');
}

function add(hash, path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) {
    hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).sort()) if (!skipped.has(name)) add(hash, join(path, name));
}

/** Whether what is installed and built comes from sources with this stamp. */
export const isBuilt = (stamp) =>
  existsSync(file) &&
  readFileSync(file, 'utf8') === stamp &&
  proofs.every((path) => existsSync(join(root, path)));

/** Keeps the stamp of a build that succeeded. */
export function keepStamp(stamp) {
  mkdirSync(home, { recursive: true });
  writeFileSync(file, stamp);
}

/** Forgets the stamp, before a build that could fail half way. */
export const forgetStamp = () => rmSync(file, { force: true });
