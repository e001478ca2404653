import { Command, CommanderError } from 'commander';
import { benchCommand } from './bench-command.js';
import { checkCommand } from './check-command.js';
import { explainCommand } from './explain-command.js';
import { repairCommand } from './repair-command.js';
import { showCommand } from './show-command.js';
import { solveCommand } from './solve-command.js';

const program = new Command('linchpin-roster')
  .description('Fills, checks, explains and repairs rosters')
  .exitOverride();
for (const command of [solveCommand, checkCommand, explainCommand, repairCommand, benchCommand, showCommand])
  program.addCommand(command);

// A reader that has seen enough, like `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = error instanceof CommanderError ? error.exitCode : 2;
}
