import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { readRosterCsv, writeRosterCsv } from '../format/roster-csv.js';
import { solve } from '../solve/solve.js';
import { readProblem } from './files.js';
import { count, positive } from './numbers.js';
import { line, progressLines } from './progress-line.js';

interface Options {
  readonly seconds?: number;
  readonly iterations?: number;
  readonly seed: number;
  readonly threads: number;
  readonly target?: number;
  readonly start?: string;
  readonly out?: string;
  readonly quiet?: boolean;
}

/** Fills a roster; Ctrl-C ends it early and keeps the best. Exit code 1 when no legal roster was found. */
export const solveCommand = new Command('solve')
  .description('fill a roster')
  .argument('<problem>', 'problem file: JSON, or the benchmark text')
  .option('--seconds <seconds>', 'time limit (60 where no limit is given)', positive)
  .option(
    '--iterations <moves>',
    'limit on the moves of the search; alone, it makes the result repeatable',
    count,
  )
  .option('--seed <seed>', 'seed of all randomness', count, 1)
  .option('--threads <threads>', 'threads to work on', count, 2)
  .option('--target <cost>', 'stop at this cost', positive)
  .option('--start <roster>', 'roster to start from, as CSV')
  .option('--out <file>', 'where the roster goes, as CSV (default: printed)')
  .option('--quiet', 'no progress')
  .action(async (file: string, { start, out, quiet, ...options }: Options) => {
    const problem = readProblem(file);
    const interrupt = new AbortController();
    process.once('SIGINT', () => interrupt.abort());
    const limit = options.seconds === undefined && options.iterations === undefined ? { seconds: 60 } : {};
    const solution = await solve(problem, {
      ...options,
      ...limit,
      ...(start === undefined ? {} : { start: readRosterCsv(problem, readFileSync(start, 'utf8')) }),
      signal: interrupt.signal,
      ...(quiet
        ? {}
        : {
            onImproved: progressLines((text) =>
              process.stderr.write(`${text}
`),
            ),
          }),
    });
    const csv = writeRosterCsv(problem, solution.roster);
    if (out === undefined) process.stdout.write(csv);
    else writeFileSync(out, csv);
    const { verdict, bound, seconds } = solution;
    process.stderr.write(
      `${line({ seconds, cost: verdict.cost, hardAmount: verdict.hardAmount, bound })}${out === undefined ? '' : `, written to ${out}`}\n`,
    );
    for (const { message } of solution.failures)
      process.stderr.write(`a thread ended before its time: ${message}\n`);
    process.exitCode = verdict.legal ? 0 : 1;
  });
