// Runs programs for the process that started it, and stops them when that process ends, whatever way it ends: its
// channel closes even after a kill -9. Each program is the leader of a group of its own, so that a Ctrl-C in the terminal
// reaches only the one who decides about the order of stopping.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

const graceMs = 10_000;

/** @type {Map<number, import('node:child_process').ChildProcess>} */
const children = new Map();

const tell = (message) => process.connected && process.send(message, () => {});

function start({ id, program, args, cwd, env, log }) {
  const output = log === undefined ? 'ignore' : openSync(log, 'a');
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', output, output] });
  if (log !== undefined) closeSync(output);
  children.set(id, child);
  child.on('spawn', () => tell({ id, pid: child.pid }));
  child.on('error', (error) => {
    children.delete(id);
    tell({ id, error: error.message });
  });
  child.on('exit', (code, signal) => {
    children.delete(id);
    tell({ id, code, signal });
    if (!process.connected && children.size === 0) process.exit();
  });
}

function stop(child, grace) {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), grace).unref();
}

process.on('message', ({ start: toStart, stop: toStop }) => {
  if (toStart) {
    try {
      start(toStart);
    } catch (error) {
      tell({ id: toStart.id, error: error.message });
    }
  }
  const child = toStop && children.get(toStop.id);
  if (child) stop(child, toStop.graceMs ?? graceMs);
});

process.on('disconnect', () => {
  if (children.size === 0) process.exit();
  for (const child of children.values()) stop(child, graceMs);
  // The timers above do not hold the process; the children do.
  setTimeout(() => process.exit(1), graceMs + 2_000);
});
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.on(signal, () => {});
