import { expect, it } from 'vitest';
import { Progress } from './progress.js';

it('wakes all who wait when progress is made, and none who come later', async () => {
  const progress = new Progress();
  const started = performance.now();
  const waiting = Promise.all([progress.next(10_000), progress.next(10_000)]);
  progress.made();
  await waiting;
  expect(performance.now() - started).toBeLessThan(5_000);
  let woken = false;
  const late = progress.next(100).then(() => {
    woken = true;
  });
  await Promise.resolve();
  expect(woken).toBe(false);
  await late;
});

it('resolves after the time that is given when none is made', async () => {
  const started = performance.now();
  await new Progress().next(30);
  expect(performance.now() - started).toBeGreaterThanOrEqual(25);
});

it('rejects when the one who waits gives up', async () => {
  const giveUp = new AbortController();
  const waiting = new Progress().next(10_000, giveUp.signal);
  giveUp.abort();
  await expect(waiting).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});
