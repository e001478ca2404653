// Lints the contracts and compares them with what main has published: events and RPCs only ever grow.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

function buf(...args) {
  const { status } = spawnSync('buf', args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' });

buf('lint');
// A new clone has the branch it was made for; the contracts of its first commit have nothing to be compared with.
const base = ['origin/main', 'main'].find((ref) => git('cat-file', '-e', `${ref}:buf.yaml`).status === 0);
if (base === undefined) console.log('No main branch here to compare the contracts with.');
else buf('breaking', 'proto', '--against', `.git#branch=${base},subdir=proto`);
