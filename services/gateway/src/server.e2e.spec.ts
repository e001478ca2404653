import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listen, type RunningServer } from './server.js';

let server: RunningServer;

beforeAll(async () => {
  server = await listen((_, response) => void setTimeout(() => response.end('done'), 200), '127.0.0.1:0');
});
afterAll(() => server.close());

/** Sends a beginning, then one byte a second, and says how long the server put up with it. */
function trickle(beginning: string): Promise<number> {
  const began = Date.now();
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
    socket.write(beginning);
    const drip = setInterval(() => socket.write('x'), 1000);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearInterval(drip);
      resolve(Date.now() - began);
    });
    socket.resume();
  });
}

it('hangs up on headers that never end, and goes on serving', async () => {
  const slow = Promise.all(Array.from({ length: 50 }, () => trickle('GET / HTTP/1.1\r\nHost: a\r\nX-A: ')));
  expect(await (await fetch(server.address)).text()).toBe('done');
  expect(Math.max(...(await slow))).toBeLessThan(15_000);
});

it('gives the answers under way before it stops', async () => {
  const other = await listen(
    (_, response) => void setTimeout(() => response.end('done'), 300),
    '127.0.0.1:0',
  );
  const answer = fetch(other.address).then((response) => response.text());
  await new Promise((resolve) => setTimeout(resolve, 100));
  await other.close();
  expect(await answer).toBe('done');
  await expect(fetch(other.address)).rejects.toThrow();
});
