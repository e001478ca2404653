import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseMapping, planImport, readEmployees } from '@linchpin/importing';
import { SingleBar } from 'cli-progress';
import { CliError } from './errors.js';
import { summaryOf, summaryText } from './import-summary.js';
import { peopleClient } from './people-client.js';
import { print } from './print.js';
import { readGroup } from './read-group.js';
import { sendCommands, waitUntilVisible } from './send-commands.js';
import type { CommonOptions } from './surroundings.js';

/** Options of `linchpin import employees`. */
export interface ImportOptions extends CommonOptions {
  readonly mapping?: string;
  readonly dryRun?: boolean;
  readonly effective?: string;
}

/** Imports a file of employees, or says what an import would do. */
export async function importEmployees(file: string, options: ImportOptions): Promise<void> {
  const mappingFile =
    options.mapping ?? fileURLToPath(import.meta.resolve('@linchpin/importing/mappings/hr-master.yaml'));
  const read = readEmployees(readFileSync(file), parseMapping(readFileSync(mappingFile, 'utf8')));
  const today = new Date().toISOString().slice(0, 10);
  const effective = options.effective ?? today;
  const days = read.records.employees.flatMap(({ hiredOn, termination }) => [hiredOn, termination?.on ?? '']);
  const client = await peopleClient(options);
  try {
    const group = await readGroup(client, [today, effective, ...days].toSorted().at(-1)!);
    const plan = planImport(read.records, group, effective);
    const bar = new SingleBar({
      format: 'Importing {bar} {value}/{total}',
      stream: process.stderr,
      clearOnComplete: true,
    });
    const shown = process.stderr.isTTY && options.dryRun !== true && plan.commands.length > 0;
    if (shown) bar.start(plan.commands.length, 0);
    const sent =
      options.dryRun === true
        ? { accepted: plan.commands, refused: [], tokens: [] }
        : await sendCommands(client, plan.commands, () => shown && bar.increment()).finally(() => bar.stop());
    await waitUntilVisible(client, sent.tokens);
    const summary = summaryOf(read, plan, sent, { dryRun: options.dryRun === true, effective });
    print(options.json, summary, summaryText);
    if (summary.refused.length > 0)
      throw new CliError(
        'ROWS_REFUSED',
        `${summary.refused.length} rows or commands were refused; they are named above.`,
        3,
      );
  } finally {
    client.close();
  }
}
