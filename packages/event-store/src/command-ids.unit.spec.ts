import { expect, it } from 'vitest';
import { CommandIds } from './command-ids.js';

it('remembers ids through growth and packing, and does not take others for them', () => {
  let ids = new CommandIds();
  for (let index = 0; index < 10_000; index++) {
    ids.add(`command-${index}`);
    if (index % 997 === 0) ids = new CommandIds(ids.pack());
    if (index % 7 === 0) expect(ids.has(`command-${index}`)).toBe(true);
  }
  expect(ids.size).toBe(10_000);
  expect(ids.pack().byteLength).toBe(80_000);
  for (let index = 0; index < 10_000; index++) expect(ids.has(`command-${index}`)).toBe(true);
  for (let index = 10_000; index < 60_000; index++) expect(ids.has(`command-${index}`)).toBe(false);
});
