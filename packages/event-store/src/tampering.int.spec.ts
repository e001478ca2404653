import { type TestDatabase, testDatabase } from '@linchpin/engines/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createIndexes } from './indexes.js';
import { tamperAndVerify } from './testing/tamper-and-verify.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
  await createIndexes(database.db);
});
afterEach(() => database.drop());

// `npm run bench:tamper` does a thousand.
it('names the first bad position, whatever was done to the log', async () => {
  const seed = Number(process.env.LINCHPIN_TEST_SEED ?? Date.now() % 1e9);
  const { missed, reasons } = await tamperAndVerify(database.db, { cases: 120, seed });
  expect(missed, `seed ${seed}`).toEqual([]);
  expect(Object.keys(reasons).length, `seed ${seed}: ${Object.keys(reasons).join('; ')}`).toBeGreaterThan(8);
}, 120_000);
