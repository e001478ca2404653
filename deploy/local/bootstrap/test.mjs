// npm test: everything, from nothing. Its last line is `N passed, N failed`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, interruptibly } from './execute.mjs';
import { home } from './paths.mjs';
import { pnpm } from './pnpm.mjs';
import { prepare } from './prepare.mjs';
import { progress } from './progress.mjs';

const report = join(home, 'test-report.json');
const counts = { passed: 0, failed: 0, skipped: 0 };

const count = (ok) => (ok ? counts.passed++ : counts.failed++);

async function everything() {
  await prepare();
  progress('Static checks');
  count((await attempt(await pnpm('run', 'check'))).ok);
  progress('Tests');
  mkdirSync(home, { recursive: true });
  rmSync(report, { force: true });
  const { ok } = await attempt(
    await pnpm(
      'exec',
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ),
  );
  addResults();
  // A run can fail without a failed test: an error outside of any, or a set-up that does not succeed.
  if (!ok && counts.failed === 0) counts.failed++;
}

try {
  await interruptibly(everything);
} catch (error) {
  console.error(error.message);
  counts.failed++;
}
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exitCode = counts.failed === 0 ? 0 : 1;

function addResults() {
  if (!existsSync(report)) return;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  counts.passed += numPassedTests;
  counts.skipped += numPendingTests + numTodoTests;
  counts.failed += numFailedTests;
  // A file that does not load has no tests to count.
  counts.failed += testResults.filter(
    (each) => each.status === 'failed' && each.assertionResults.length === 0,
  ).length;
}
