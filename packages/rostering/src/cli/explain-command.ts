import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { check } from '../check/check.js';
import { conflicts } from '../explain/conflicts.js';
import { type Reason, unmetDemand } from '../explain/unmet-demand.js';
import { readRosterCsv } from '../format/roster-csv.js';
import type { Candidate } from '../repair/candidates.js';
import { readProblem } from './files.js';
import { count } from './numbers.js';

/** Prints every unmet demand, why no one could take it and what could be done; or which rules conflict. */
export const explainCommand = new Command('explain')
  .description('say why a roster leaves demand unmet, and which rules conflict')
  .argument('<problem>', 'problem file: JSON, or the benchmark text')
  .argument('<roster>', 'roster as CSV: person,day,shift')
  .option('--most <demands>', 'explain at most so many demands', count, 10)
  .option('--json', 'print JSON')
  .action((problemFile: string, rosterFile: string, { most, json }: { most: number; json?: boolean }) => {
    const problem = readProblem(problemFile);
    const roster = readRosterCsv(problem, readFileSync(rosterFile, 'utf8'));
    const { breaches } = check(problem, roster);
    const illegal = breaches.filter(({ hard }) => hard);
    const conflicting = illegal.length === 0 ? [] : conflicts(problem);
    const unmet = unmetDemand(problem, roster);
    if (json) {
      console.log(JSON.stringify({ illegal, conflicts: conflicting, unmet }));
      return;
    }
    for (const { sentence } of illegal) console.log(`ILLEGAL  ${sentence}`);
    for (const { sentence } of conflicting) console.log(`CONFLICT ${sentence}`);
    console.log(`${unmet.length} demands are not met`);
    for (const { day, shift, missing, reasons, repairs } of unmet.slice(0, most)) {
      console.log(`\nday ${day}, ${shift}: ${missing} missing`);
      for (const reason of reasons) console.log(`  ${reason.person}: ${reasonWords(reason)}`);
      console.log('  best ways:');
      for (const candidate of repairs) console.log(`    ${candidateWords(candidate)}`);
    }
  });

const reasonWords = ({ rules, costDifference }: Reason) =>
  rules.length === 0 ? `could, at a cost of ${costDifference}` : rules.join(' | ');

/** A candidate in a line. */
export function candidateWords({ assignments, costDifference, bends }: Candidate): string {
  const moves = assignments.map(
    ({ person, shift, was }) => `${person} works ${shift} instead of ${was ?? 'off'}`,
  );
  const bent = bends.map(({ sentence }) => `bends: ${sentence}`);
  return [`${costDifference > 0 ? '+' : ''}${costDifference}`, moves.join(', '), ...bent].join('; ');
}
