import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { gather } from './gather.js';

it('hands over what comes at once together, one hand-over at a time', async () => {
  const handed: number[][] = [];
  let running = 0;
  const give = gather<number>(async (items) => {
    running += 1;
    expect(running).toBe(1);
    handed.push([...items]);
    await sleep(5);
    running -= 1;
  });
  const first = [give(1), give(2), give(3)];
  await Promise.resolve();
  await Promise.resolve();
  const second = [give(4), give(5)];
  await Promise.all([...first, ...second]);
  await give(6);
  expect(handed).toEqual([[1, 2, 3], [4, 5], [6]]);
});

it('gives a failure to everyone who waits for it, and goes on', async () => {
  const give = gather<string>(async (items) => {
    if (items.includes('bad')) throw new Error('no');
  });
  const [one, two] = await Promise.allSettled([give('good'), give('bad')]);
  expect([one.status, two.status]).toEqual(['rejected', 'rejected']);
  await expect(give('good')).resolves.toBeUndefined();
});
