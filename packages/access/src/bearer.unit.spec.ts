import { expect, it } from 'vitest';
import { bearerToken } from './bearer.js';

it('takes the token out of the header', () => {
  expect(bearerToken('Bearer a.b-c_d.e')).toBe('a.b-c_d.e');
  expect(bearerToken('bearer a.b.c')).toBe('a.b.c');
});

it.each([
  [undefined, 'TOKEN_MISSING'],
  ['', 'TOKEN_MISSING'],
  ['Basic YTpi', 'TOKEN_MALFORMED'],
  ['Bearer', 'TOKEN_MALFORMED'],
  ['Bearer a b', 'TOKEN_MALFORMED'],
  ['Bearer a.b.c, Bearer d.e.f', 'TOKEN_MALFORMED'],
])('refuses %j', (header, code) => {
  expect(() => bearerToken(header)).toThrow(expect.objectContaining({ code }));
});
