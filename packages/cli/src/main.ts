import { policy, type Role } from '@linchpin/access';
import { FileError, MappingError } from '@linchpin/importing';
import { ServiceError } from '@linchpin/service-kit';
import { MalformedError, NotProvenError } from '@linchpin/tlog';
import { Command, CommanderError } from 'commander';
import { CliError } from './errors.js';
import { importEmployees } from './import-employees.js';
import { checkpoint, key, prove, republish, verify, verifyProof } from './log-proof.js';
import { logTail } from './log-tail.js';
import { print } from './print.js';
import { processList, processParked, processRedrive } from './processes.js';
import * as projections from './projections.js';
import * as queries from './queries.js';
import { seed } from './seed/seed.js';
import { status } from './status.js';
import { localToken } from './surroundings.js';

const program = new Command('linchpin')
  .description('Runs and asks Linchpin from the command line')
  .exitOverride();

const command = (parent: Command, name: string, description: string): Command =>
  parent
    .command(name)
    .description(description)
    .option('--json', 'print JSON')
    .option('--token <token>', 'the token to call with')
    .option('--address <host:port>', 'where the service is');

const inTwoClocks = (question: Command): Command =>
  question
    .option('--at <date>', 'the day whose facts are wanted')
    .option('--recorded-at <instant>', 'only what had been recorded by then')
    .option('--site <ids>', 'only these sites')
    .option('--department <ids>', 'only these departments')
    .option('--position <ids>', 'only these positions');

command(program, 'status', 'services, engines, addresses, health').action(status);

const imports = program.command('import').description('bring files in');
command(imports, 'employees <file>', 'employees from a CSV file')
  .option('--mapping <file>', 'which column means what (default: the HR master mapping)')
  .option('--dry-run', 'say what would be done, and do nothing')
  .option('--effective <date>', 'from when changes hold (default: today)')
  .action(importEmployees);

const query = program.command('query').description('ask about the group');
inTwoClocks(command(query, 'headcount', 'how many are employed'))
  .option('--by <dimensions>')
  .action(queries.headcount);
inTwoClocks(command(query, 'turnover', 'who came and left, by month'))
  .option('--by <dimensions>')
  .requiredOption('--from <month>', 'for instance 2024-01')
  .option('--to <month>', 'the last month (default: the first)')
  .action(queries.turnover);
inTwoClocks(command(query, 'employees', 'the directory'))
  .option('--search <words>')
  .option('--page-size <n>')
  .option('--page-token <token>')
  .action(queries.employees);
inTwoClocks(command(query, 'employee <id>', 'one person')).action(queries.employee);
inTwoClocks(command(query, 'history <id>', 'every fact about a person')).action(queries.history);
inTwoClocks(command(query, 'org-chart', 'who reports to whom'))
  .option('--root <id>')
  .action(queries.orgChart);
inTwoClocks(command(program, 'as-of <id>', 'one person as of a moment in both clocks')).action(
  queries.employee,
);

const log = program.command('log').description('the log that everything is computed from');
command(log, 'tail', 'the latest events')
  .option('--last <n>', 'how many', '10')
  .option('--from <position>', 'from this position on')
  .option('--follow', 'go on with what is added')
  .action(logTail);
command(log, 'verify', 'recompute every hash; name the first position that does not fit')
  .option('--checkpoint <files...>', 'the log must continue these checkpoints')
  .option('--key <key>', 'the public key of the log, or its file (default: that of the local key)')
  .option('--topics', 'compare the topics with the log too')
  .action(verify);
command(log, 'checkpoint', 'a signed head of the log, to be kept elsewhere').action(checkpoint);
command(log, 'key', 'the public key that checkpoints are verified with').action(key);
command(log, 'prove <event>', 'the proof that an event is in the log: people.employee/10026#1').action(prove);
log
  .command('verify-proof <file>')
  .description('check a proof, without the platform')
  .option('--json', 'print JSON')
  .option('--key <key>', 'the public key of the log, or its file (default: that of the local key)')
  .action(verifyProof);
command(log, 'republish', 'fill topics anew from the log')
  .option('--aggregate <names...>', 'whose topics (default: those that do not hold what they should)')
  .action(republish);

const projection = program.command('projection').description('the read models');
command(projection, 'list', 'lag, position and size').action(projections.list);
command(projection, 'rebuild <name>', 'fold anew, compare, switch').action(projections.rebuild);
command(projection, 'build <name>', 'fold anew beside the one in use, and leave that in use').action(
  projections.build,
);
command(projection, 'compare <name>', 'the one built beside with the one in use, by digest').action(
  projections.compare,
);
command(projection, 'switch <name>', 'take the one built beside into use').action(projections.switchOver);
command(projection, 'rollback <name>', 'take the one before into use again').action(projections.rollBack);

const ofService = (about: Command): Command => about.option('--service <name>', 'whose processes', 'people');
const processes = program.command('process').description('what reacts to events, and to the passing of time');
ofService(command(processes, 'list', 'state, lag, parked, timers')).action(processList);
ofService(command(processes, 'parked [name]', 'what stands still, and why')).action(processParked);
ofService(command(processes, 'redrive <name> [id]', 'try again what is parked, in order')).action(
  processRedrive,
);

command(program, 'seed', 'fill in the demo group').action(seed);

program
  .command('token')
  .description('a token of the local installation')
  .option('--json', 'print JSON')
  .option('--role <role>', `one of ${Object.keys(policy).join(', ')}`, 'group-admin')
  .option('--sites <ids>', 'where it holds', '*')
  .action(async ({ role, sites, json }: { role: string; sites: string; json?: boolean }) => {
    if (!Object.hasOwn(policy, role)) throw new CliError('USAGE', `There is no role "${role}".`, 2);
    print(json, { token: await localToken(role as Role, sites.split(',')) }, ({ token }) => token);
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Says what went wrong, in one sentence or as a JSON problem; the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const known =
    error instanceof CliError ||
    error instanceof ServiceError ||
    error instanceof FileError ||
    error instanceof MappingError ||
    error instanceof MalformedError ||
    error instanceof NotProvenError;
  const { message, code } = error as Error & { code?: string };
  const line = error instanceof FileError && error.line !== undefined ? `line ${error.line}: ` : '';
  const json = process.argv.includes('--json');
  process.stderr.write(
    json ? `${JSON.stringify({ code: code ?? 'FAILED', detail: line + message })}\n` : `${line}${message}\n`,
  );
  if (!known && process.env.LINCHPIN_LOG_LEVEL === 'debug') console.error(error);
  return error instanceof CliError ? error.exitCode : 1;
}
