import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { changeKinds } from '../change/index.js';
import { SeriesError } from '../series/errors.js';
import { backtest } from './backtest.js';
import { bench } from './bench/bench.js';
import { changes } from './changes.js';
import { CliError } from './errors.js';
import { forecast } from './forecast.js';

const wrongUsage = 2;

const program = new Command('linchpin-forecast').description(
  'Forecasts series, says how sure it is, and finds what changed',
);
program.exitOverride();

const whole = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give a whole number from 1.');
  return value;
};

const shares = (text: string): number[] =>
  text.split(',').map((part) => {
    const percent = Number(part);
    if (!(percent > 0 && percent < 100))
      throw new InvalidArgumentError('Give percentages between 0 and 100.');
    return percent / 100;
  });

const sharesOfWeek = (text: string): number[] => {
  const days = text.split(',').map(Number);
  if (days.length !== 7 || !days.every((share) => share >= 0))
    throw new InvalidArgumentError('Give seven numbers from 0, from Monday to Sunday.');
  return days;
};

const dates = (text: string): string[] => {
  const days = text.split(',');
  const bad = days.find((day) => !/^\d{4}-\d{2}-\d{2}$/.test(day));
  if (bad !== undefined) throw new InvalidArgumentError(`"${bad}" is no date like 2024-12-25.`);
  return days;
};

const reading = (command: Command, formats: readonly string[]): Command =>
  command
    .argument('<file>', 'a CSV file with the columns series, period, value, and perhaps cause')
    .option(
      '--calendar <name>',
      'day, week, month, quarter, fiscal-month:7, 4-4-5:12 … (default: as the labels say)',
    )
    .addOption(
      new Option('--gaps <meaning>', 'what a period without a value means').choices([
        'refuse',
        'zero',
        'fill',
      ]),
    )
    .option('--series <id>', 'show this series only')
    .addOption(new Option('--format <format>', 'how to print').choices(formats).default('table'));

const ofSeries = (command: Command, formats: readonly string[]): Command =>
  reading(command, formats)
    .option('--horizon <periods>', 'how many periods ahead', whole)
    .option('--origins <count>', 'from how many points of the past forecasts are tried', whole)
    .option(
      '--weekdays <shares>',
      'how much of a day is worked from Monday to Sunday, for instance 1,1,1,1,0.5,0,0: periods are compared by open day',
      sharesOfWeek,
    )
    .option('--closed <dates>', 'days on which nothing is open, for instance 2024-12-25,2024-12-26', dates)
    .option('--threads <count>', 'how many threads (default: as many as cores)', whole);

ofSeries(program.command('forecast').description('what will happen, and how sure that is'), [
  'table',
  'json',
  'csv',
  'svg',
])
  .option('--levels <percentages>', 'what bands are to hold, for instance 80,95', shares)
  .option('--out <file>', 'write there instead of printing')
  .action(forecast);

ofSeries(program.command('backtest').description('how forecasts from the past would have done'), [
  'table',
  'json',
  'csv',
]).action(backtest);

reading(program.command('changes').description('what changed, when, by how much, and how sure that is'), [
  'table',
  'json',
  'csv',
  'svg',
])
  .addOption(new Option('--kind <kinds...>', 'these kinds of change only').choices(changeKinds))
  .option('--top <count>', 'only so many, the largest first', whole)
  .option('--unit <unit>', 'what the values are in, for the sentences')
  .option('--out <file>', 'write there instead of printing')
  .action(changes);

program
  .command('bench')
  .description('forecasts the series of a competition from their training parts, and evaluates the forecasts')
  .argument(
    '<file>',
    'a file of the M3 shape: Series,N,NF,Category,Starting Year,Starting Month, and N values',
  )
  .option('--out <file>', 'write the forecasts there: series,step,mean,lo80,hi80,lo95,hi95')
  .option(
    '--season <values>',
    'after how many values the season comes again (default: as the header says)',
    whole,
  )
  .option('--threads <count>', 'how many threads (default: as many as cores)', whole)
  .option(
    '--back <values>',
    'cut the hold-out off and go so many values back: to compare choices without it',
    whole,
  )
  .option('--python <path>', 'a Python that has statsforecast 2.1.1, to run it beside')
  .option('--json', 'print JSON')
  .action(bench);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : wrongUsage;
  else if (error instanceof CliError || error instanceof SeriesError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error instanceof CliError ? error.exitCode : 1;
  } else throw error;
}
