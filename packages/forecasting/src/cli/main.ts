import { Command } from 'commander';

const program = new Command('linchpin-forecast').description(
  'Forecasts series, says how sure it is, and finds what changed',
);

await program.parseAsync();
