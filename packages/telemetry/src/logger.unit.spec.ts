import { expect, it } from 'vitest';
import { createLogger } from './logger.js';

function capture() {
  const lines: string[] = [];
  return { lines, write: (line: string) => void lines.push(line) };
}

it('writes one JSON object a line, with the name of the service', () => {
  const out = capture();
  createLogger('people', 'info', out).info({ position: 7 }, 'sealed');
  expect(JSON.parse(out.lines[0]!)).toMatchObject({
    name: 'people',
    level: 'info',
    msg: 'sealed',
    position: 7,
  });
});

it('strikes out tokens, down to two levels deep', () => {
  const out = capture();
  const headers = { authorization: 'Bearer canary' };
  createLogger('people', 'info', out).info(
    { ...headers, headers, req: { headers }, token: 'canary' },
    'call',
  );
  expect(out.lines[0]).not.toContain('canary');
});

it('leaves out what is below the level', () => {
  const out = capture();
  createLogger('people', 'warn', out).info('quiet');
  expect(out.lines).toEqual([]);
});
