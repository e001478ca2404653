import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { check } from '../check/check.js';
import { readRosterCsv } from '../format/roster-csv.js';
import { readProblem } from './files.js';

/** Prints the cost and every broken rule; exit code 1 when the roster is illegal. */
export const checkCommand = new Command('check')
  .description('score a roster, independently of the solver')
  .argument('<problem>', 'problem file: JSON, or the benchmark text')
  .argument('<roster>', 'roster as CSV: person,day,shift')
  .option('--json', 'print JSON')
  .action((problemFile: string, rosterFile: string, { json }: { json?: boolean }) => {
    const problem = readProblem(problemFile);
    const verdict = check(problem, readRosterCsv(problem, readFileSync(rosterFile, 'utf8')));
    if (json) console.log(JSON.stringify(verdict));
    else {
      console.log(`cost ${verdict.cost}, ${verdict.legal ? 'legal' : 'illegal'}`);
      for (const { hard, cost, sentence } of verdict.breaches)
        console.log(`${hard ? 'ILLEGAL' : String(cost).padStart(7)}  ${sentence}`);
    }
    process.exitCode = verdict.legal ? 0 : 1;
  });
