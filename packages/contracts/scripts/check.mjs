// Lints the contracts and compares them with what is published: messages and RPCs only ever grow.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const foreign = 'packages/contracts/generated/proto';
const published = join(root, 'packages/contracts/generated/published');

function buf(...args) {
  const { status } = spawnSync('buf', args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function commitOf(ref) {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--quiet', '--verify', `${ref}^{commit}`], {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** The main branch as others have it; on that very commit, the one before it. */
function base() {
  const main = commitOf('origin/main');
  return main !== undefined && main !== commitOf('HEAD') ? main : commitOf('HEAD^');
}

function checkOut(commit) {
  rmSync(published, { recursive: true, force: true });
  mkdirSync(published, { recursive: true });
  const archive = execFileSync('git', ['archive', commit, 'buf.yaml', 'proto'], {
    cwd: root,
    maxBuffer: 2 ** 28,
  });
  execFileSync('tar', ['-x', '-C', published], { input: archive });
  cpSync(join(root, foreign), join(published, foreign), { recursive: true });
}

buf('lint');
const commit = base();
if (commit === undefined) console.log('No earlier commit is here to compare the contracts with.');
else {
  checkOut(commit);
  buf('breaking', '--against', published);
}
