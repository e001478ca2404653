import type { Db } from '@linchpin/mongo';
import { verifyLog } from '../verify-log.js';
import { Random } from './random.js';
import { headsOf, randomLog, store } from './sealed.js';
import { tamper } from './tampering.js';

/** What became of some cases of tampering. */
export interface TamperingResult {
  readonly cases: number;
  /** Those where not the first bad position was named, and what was. */
  readonly missed: readonly string[];
  /** The cases by the kind of what was done, in words without numbers. */
  readonly reasons: Readonly<Record<string, number>>;
}

/**
 * Tampers with a sealed log again and again, verifies it each time, and compares the position that is named with the one
 * that was touched. The verifier holds four checkpoints; the log untouched must be intact.
 */
export async function tamperAndVerify(
  db: Db,
  { cases, seed, commits = 120 }: { cases: number; seed: number; commits?: number },
): Promise<TamperingResult> {
  const random = new Random(seed);
  const log = randomLog(random, commits);
  const heads = headsOf(log.commits);
  const vouched = [0.25, 0.5, 0.75, 1].map((part) => Math.floor(commits * part));
  const checkpoints = vouched.map((size) => heads[size - 1]!);
  await store(db, log);
  const intact = await verifyLog(db, { checkpoints });
  if (!intact.ok) throw new Error(`the log is not intact to begin with: ${intact.reason}`);
  const missed: string[] = [];
  const reasons: Record<string, number> = {};
  for (let number = 1; number <= cases; number++) {
    const { what, position, ...changed } = tamper(log, random, vouched);
    await store(db, changed);
    const verdict = await verifyLog(db, { checkpoints, patience: 0 });
    if (verdict.ok) missed.push(`${what}, at position ${position}: not found`);
    else if (verdict.position !== position)
      missed.push(`${what}, at position ${position}: found at ${verdict.position}, ${verdict.reason}`);
    else {
      const kind = verdict.reason.replace(/\d+/g, 'N');
      reasons[kind] = (reasons[kind] ?? 0) + 1;
    }
  }
  return { cases, missed, reasons };
}
