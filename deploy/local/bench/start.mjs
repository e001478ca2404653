// Prints how long a cold start from a fresh clone takes (empty home, no package cache, no engine), how long a warm one,
// and what each service holds in memory once it has been idle. Rounds: LINCHPIN_BENCH_ROUNDS, 3 unless told.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const rounds = Number(process.env.LINCHPIN_BENCH_ROUNDS ?? 3);
const repository = join(import.meta.dirname, '../../..');
const idleSeconds = 30;

const seconds = (action) => {
  const start = performance.now();
  action();
  return (performance.now() - start) / 1000;
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Resident memory of a process in MB, as the kernel counts it; undefined where there is no /proc. */
function residentMb(pid) {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return line === null ? undefined : Number(line[1]) / 1024;
}

function npm(folder, home, ...args) {
  const { status } = spawnSync('npm', args, {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, HOME: home, MAVEN_OPTS: `-Duser.home=${home}` },
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} ended with ${status}`);
}

async function round() {
  const folder = mkdtempSync(join(tmpdir(), 'linchpin-start-'));
  const home = join(folder, 'home');
  const clone = join(folder, 'linchpin');
  mkdirSync(home);
  execFileSync('git', ['clone', '--quiet', repository, clone]);
  try {
    const cold = seconds(() => npm(clone, home, 'start', '--', '--detach'));
    npm(clone, home, 'stop');
    const warm = seconds(() => npm(clone, home, 'start', '--', '--detach'));
    await sleep(idleSeconds * 1000);
    const { services } = JSON.parse(readFileSync(join(clone, '.linchpin/run.json'), 'utf8'));
    const memory = Object.entries(services).map(([name, { pid }]) => [name, residentMb(pid)]);
    return { cold, warm, memory: Object.fromEntries(memory) };
  } finally {
    npm(clone, home, 'stop');
    rmSync(folder, { recursive: true, force: true });
  }
}

const results = [];
for (let n = 0; n < rounds; n++) results.push(await round());
console.log(`cold start  median ${median(results.map((r) => r.cold)).toFixed(1)} s of ${rounds}`);
console.log(`warm start  median ${median(results.map((r) => r.warm)).toFixed(1)} s of ${rounds}`);
for (const name of Object.keys(results[0].memory))
  console.log(
    `${name}  idle after ${idleSeconds} s: median ${median(results.map((r) => r.memory[name])).toFixed(0)} MB resident`,
  );
