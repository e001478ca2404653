import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { writeProblemJson } from '../format/problem-json.js';
import { readRosterCsv } from '../format/roster-csv.js';
import { rosterSvg } from '../format/svg.js';
import { rosterTable } from '../format/table.js';
import { writeBenchmark } from '../format/write-benchmark.js';
import { readProblem } from './files.js';

/** Prints a roster as a table or an SVG grid, or without one the problem in the other format. */
export const showCommand = new Command('show')
  .description('print a roster, or the problem')
  .argument('<problem>', 'problem file: JSON, or the benchmark text')
  .argument('[roster]', 'roster as CSV: person,day,shift')
  .addOption(
    new Option('--as <format>', 'format').choices(['table', 'svg', 'json', 'benchmark']).default('table'),
  )
  .action((problemFile: string, rosterFile: string | undefined, { as }: { as: string }) => {
    const problem = readProblem(problemFile);
    if (as === 'json') return void process.stdout.write(writeProblemJson(problem));
    if (as === 'benchmark') return void process.stdout.write(writeBenchmark(problem));
    if (rosterFile === undefined) throw new Error('a roster is wanted for a table or a grid');
    const roster = readRosterCsv(problem, readFileSync(rosterFile, 'utf8'));
    process.stdout.write(as === 'svg' ? rosterSvg(problem, roster) : rosterTable(problem, roster));
  });
