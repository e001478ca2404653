import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { everyStatus, type GroupState, parseMapping, planImport, readEmployees } from '@linchpin/importing';
import { SingleBar } from 'cli-progress';
import { CliError } from './errors.js';
import { type PeopleClient, peopleClient } from './people-client.js';
import { print, table } from './print.js';
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
    const group = await groupState(client, [today, effective, ...days].toSorted().at(-1)!);
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
    const done = (name: string) => sent.accepted.filter(({ command }) => command.$case === name).length;
    const begins = new Set(['open', 'hire', 'rehire', 'terminate']);
    const hiredNow = new Set(
      sent.accepted.filter(({ command }) => command.$case === 'hire').map(({ stream }) => stream),
    );
    const changed = sent.accepted.filter(
      ({ command, stream }) => !begins.has(command.$case) && !hiredNow.has(stream),
    );
    const errors = read.findings.filter(({ severity }) => severity === 'error');
    const summary = {
      dryRun: options.dryRun === true,
      effective,
      rows: read.rows,
      hired: done('hire') + done('rehire'),
      terminated: done('terminate'),
      opened: done('open'),
      changed: new Set(changed.map(({ stream }) => stream)).size,
      unchanged: plan.unchanged,
      refused: [
        ...errors.map(({ line, column, value, reason }) => ({ line, column, value, reason })),
        ...sent.refused.map(({ command, code, reason }) => ({
          line: command.line,
          column: '',
          value: command.stream,
          reason: `${command.command.$case}: ${code}: ${reason}`,
        })),
      ],
      repaired: read.findings.filter(({ severity }) => severity === 'repaired'),
      notes: plan.notes,
      unusedColumns: read.unusedColumns,
    };
    print(options.json, summary, asText);
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

type Summary = {
  readonly dryRun: boolean;
  readonly refused: readonly Record<'column' | 'value' | 'reason' | 'line', string | number>[];
  readonly repaired: readonly { readonly rule: string; readonly column: string }[];
  readonly notes: readonly { readonly line: number; readonly employeeId: string; readonly reason: string }[];
  readonly unusedColumns: readonly string[];
} & Readonly<Record<'rows' | 'hired' | 'terminated' | 'opened' | 'changed' | 'unchanged', number>>;

function asText(summary: Summary): string {
  const { rows, hired, terminated, opened, changed, unchanged, refused, repaired, notes, unusedColumns } =
    summary;
  const counts = new Map<string, number>();
  for (const { rule, column } of repaired)
    counts.set(`${rule}\t${column}`, (counts.get(`${rule}\t${column}`) ?? 0) + 1);
  const repairs = [...counts].map(([key, count]) => ({
    rule: key.split('\t')[0]!,
    column: key.split('\t')[1]!,
    rows: count,
  }));
  return [
    `${summary.dryRun ? 'Dry run: nothing was changed. It would be: ' : ''}${rows} rows: ${hired} hired, ${terminated} terminated, ${opened} opened, ${changed} changed, ${unchanged} unchanged, ${refused.length} refused`,
    ...(refused.length > 0 ? ['', 'Refused', table(refused)] : []),
    ...(repairs.length > 0 ? ['', 'Repaired or reported by a rule (each with --json)', table(repairs)] : []),
    ...notes.map(({ line, employeeId, reason }) => `line ${line}, ${employeeId}: ${reason}`),
    ...(unusedColumns.length > 0 ? ['', `Columns not used: ${unusedColumns.join(', ')}`] : []),
  ].join('\n');
}

/** Everything the group knows about its places and people as of a day. */
async function groupState(client: PeopleClient, on: string): Promise<GroupState> {
  const asOf = { on, recordedAt: undefined };
  return {
    sites: await all(async (pageToken) => {
      const page = await client.sites.listSites({ includeClosed: true, pageSize: 1000, pageToken });
      return [page.sites, page.nextPageToken];
    }),
    departments: await all(async (pageToken) => {
      const page = await client.departments.listDepartments({
        includeClosed: true,
        pageSize: 1000,
        pageToken,
      });
      return [page.departments, page.nextPageToken];
    }),
    positions: await all(async (pageToken) => {
      const page = await client.positions.listPositions({ includeClosed: true, pageSize: 1000, pageToken });
      return [page.positions, page.nextPageToken];
    }),
    employees: await all(async (pageToken) => {
      const page = await client.employees.listEmployees({
        asOf,
        statuses: [...everyStatus],
        pageSize: 500,
        pageToken,
      });
      return [page.employees, page.nextPageToken];
    }),
  };
}

async function all<Item>(
  page: (pageToken: string) => Promise<readonly [readonly Item[], string]>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let token: string | undefined = ''; token !== undefined; ) {
    const [more, next]: readonly [readonly Item[], string] = await page(token);
    items.push(...more);
    token = next === '' ? undefined : next;
  }
  return items;
}
