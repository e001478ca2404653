import type { Finding, Note, Plan, PlannedCommand, ReadFile } from '@linchpin/importing';
import { table } from './print.js';
import type { Sent } from './send-commands.js';

/** A row, or a command of one, that was not imported. */
type RefusedRow = {
  readonly line: number;
  /** Empty where it is not about one cell. */
  readonly column: string;
  readonly value: string;
  readonly reason: string;
};

/** What an import did, or would do. */
export interface Summary {
  readonly dryRun: boolean;
  /** The day from which changes hold. */
  readonly effective: string;
  readonly rows: number;
  readonly hired: number;
  readonly terminated: number;
  readonly opened: number;
  /** People who were there before and are not as they were. */
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
  readonly repaired: readonly Finding[];
  readonly notes: readonly Note[];
  readonly unusedColumns: readonly string[];
}

const begins = new Set<PlannedCommand['command']['$case']>(['open', 'hire', 'rehire', 'terminate']);

/** Sums up what was read from a file, planned, and became of the plan. */
export function summaryOf(
  read: ReadFile,
  plan: Plan,
  sent: Pick<Sent, 'accepted' | 'refused'>,
  { dryRun, effective }: Pick<Summary, 'dryRun' | 'effective'>,
): Summary {
  const done = (name: string) => sent.accepted.filter(({ command }) => command.$case === name).length;
  const hiredNow = new Set(
    sent.accepted.filter(({ command }) => command.$case === 'hire').map(({ stream }) => stream),
  );
  const changed = sent.accepted.filter(
    ({ command, stream }) => !begins.has(command.$case) && !hiredNow.has(stream),
  );
  const errors = read.findings.filter(({ severity }) => severity === 'error');
  return {
    dryRun,
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
}

/** A summary for people. */
export function summaryText(summary: Summary): string {
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
