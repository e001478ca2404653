/**
 * Whether any tampering with a log is found, and at its first bad position: a thousand random cases on a real MongoDB.
 * Prints the seed; LINCHPIN_TEST_SEED repeats a run.
 */
import { connect } from '@linchpin/mongo';
import { createIndexes } from '../indexes.js';
import { tamperAndVerify } from './tamper-and-verify.js';

const cases = process.env.LINCHPIN_BENCH_SIZE === 'tiny' ? 20 : 1_000;
const seed = Number(process.env.LINCHPIN_TEST_SEED ?? Date.now() % 1e9);
const client = await connect(process.env.LINCHPIN_MONGODB_URL ?? '', { appName: 'bench-tamper' });
const db = client.db(`bench_tamper_${process.pid}`);
try {
  await createIndexes(db);
  const began = performance.now();
  const { missed, reasons } = await tamperAndVerify(db, { cases, seed });
  for (const each of missed) process.stderr.write(`missed: ${each}\n`);
  for (const [reason, count] of Object.entries(reasons)) process.stderr.write(`${count} × ${reason}\n`);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(JSON.stringify({ bench: 'tamper', seed, cases, named: cases - missed.length, seconds }));
  if (missed.length > 0) process.exitCode = 1;
} finally {
  await db.dropDatabase();
  await client.close();
}
