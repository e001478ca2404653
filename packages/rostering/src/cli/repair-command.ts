import { readFileSync, writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { readRosterCsv, writeRosterCsv } from '../format/roster-csv.js';
import { type Change, InvalidChange } from '../repair/change.js';
import { repair } from '../repair/repair.js';
import { replan } from '../repair/replan.js';
import { candidateWords } from './explain-command.js';
import { readProblem } from './files.js';
import { count, positive } from './numbers.js';

interface Options {
  readonly absent?: string;
  readonly swap?: readonly [string, string];
  readonly newShift?: string;
  readonly days: readonly number[];
  readonly replan?: string;
  readonly price: number;
  readonly seconds: number;
  readonly json?: boolean;
}

/** Answers a sick call, a swap or a new shift; with `--replan` it solves anew and changes as little as possible. */
export const repairCommand = new Command('repair')
  .description('answer a sick call, a swap or a new shift')
  .argument('<problem>', 'problem file: JSON, or the benchmark text')
  .argument('<roster>', 'the roster in force, as CSV: person,day,shift')
  .requiredOption('--days <days>', 'days it is about, comma separated', daysOf)
  .option('--absent <person>', 'this person cannot come')
  .option('--swap <people>', 'these two people want to exchange, comma separated', pairOf)
  .option('--new-shift <shift>', 'one more head is wanted on this shift')
  .option('--replan <file>', 'solve anew with few changes, and write the roster there')
  .option('--price <cost>', 'with --replan: what each changed cell costs', count, 5)
  .option('--seconds <seconds>', 'with --replan: time limit', positive, 10)
  .option('--json', 'print JSON')
  .action(async (problemFile: string, rosterFile: string, options: Options) => {
    const problem = readProblem(problemFile);
    const roster = readRosterCsv(problem, readFileSync(rosterFile, 'utf8'));
    const change = changeOf(options);
    const { costDifference, bends, openings } = repair(problem, roster, change);
    if (options.json) console.log(JSON.stringify({ costDifference, bends, openings }));
    else {
      console.log(`as it stands: ${costDifference > 0 ? '+' : ''}${costDifference}`);
      for (const { sentence } of bends) console.log(`  bends: ${sentence}`);
      for (const { day, shift, candidates } of openings) {
        console.log(`day ${day}, ${shift}:`);
        for (const candidate of candidates) console.log(`  ${candidateWords(candidate)}`);
      }
    }
    if (options.replan === undefined) return;
    const { price, seconds } = options;
    const solution = await replan(problem, roster, change, price, { seconds });
    writeFileSync(options.replan, writeRosterCsv(problem, solution.roster));
    const changed = solution.roster.filter((code, cell) => code !== roster[cell]).length;
    console.log(`${changed} cells changed, written to ${options.replan}`);
    process.exitCode = solution.verdict.legal ? 0 : 1;
  });

function changeOf({ absent, swap, newShift, days }: Options): Change {
  const given = [absent, swap, newShift].filter((option) => option !== undefined);
  if (given.length !== 1) throw new InvalidChange('one of --absent, --swap and --new-shift is wanted');
  if (absent !== undefined) return { kind: 'absent', person: absent, days };
  if (swap !== undefined) return { kind: 'swap', people: swap, days };
  if (days.length !== 1) throw new InvalidChange('a new shift is on one day');
  return { kind: 'new-shift', shift: newShift!, day: days[0]! };
}

function daysOf(text: string): readonly number[] {
  if (!/^\d+(,\d+)*$/.test(text)) throw new InvalidArgumentError('day numbers are wanted, comma separated.');
  return text.split(',').map(Number);
}

function pairOf(text: string): readonly [string, string] {
  const [one, two, ...more] = text.split(',');
  if (one === undefined || two === undefined || more.length > 0)
    throw new InvalidArgumentError('two people are wanted, comma separated.');
  return [one, two];
}
