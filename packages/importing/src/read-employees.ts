import { type Check, columnsOf, findingsOf, type NamedRow } from './checks.js';
import { FileError } from './errors.js';
import { type Finding, shortened } from './finding.js';
import { grouped } from './grouped.js';
import { managersOf } from './managers.js';
import type { Mapping } from './mapping.js';
import { readCsv } from './read-csv.js';
import { type ReadRow, readRow } from './read-row.js';
import type { ImportRecords } from './record.js';
import { recordsOf } from './records-of.js';

/** A file, read. */
export interface ReadFile {
  /** How many rows the file has, blank lines and the header left out. */
  readonly rows: number;
  /** What the good rows say. */
  readonly records: ImportRecords;
  /** Everything that was found, by line. A row with an error among them is not in the records. */
  readonly findings: readonly Finding[];
  /** Columns that the mapping does not use. */
  readonly unusedColumns: readonly string[];
}

/**
 * Reads a file of employees by a mapping. Pure: bytes in, records and findings out.
 * @throws {FileError} when the file as a whole cannot be read, or lacks a column that the mapping names.
 */
export function readEmployees(bytes: Uint8Array, mapping: Mapping): ReadFile {
  const { header, rows } = readCsv(bytes, mapping.file);
  const used = usedColumns(mapping);
  const missing = used.filter((column) => !header.includes(column));
  if (missing.length > 0)
    throw new FileError(
      `The file lacks the columns ${missing.map((name) => `"${name}"`).join(', ')}, which the mapping names. It has: ${header.join(', ')}.`,
      1,
    );
  const index = new Map(header.map((name, at) => [name, at]));
  const whole: NamedRow[] = [];
  const findings: Finding[] = [];
  for (const { line, cells } of rows) {
    if (cells.length === header.length) whole.push({ line, cell: (column) => cells[index.get(column)!]! });
    else findings.push(wrongLength(line, cells, header.length));
  }
  const read = whole.map((row) => readRow(row, mapping));
  findings.push(...read.flatMap((row) => row.findings), ...duplicates(read, mapping));
  const refused = new Set(findings.filter(({ severity }) => severity === 'error').map(({ line }) => line));
  const managerOf = managersOf(read, mapping);
  const good = read.filter(({ line }) => !refused.has(line));
  const managed = good.map((row) => ({ row, ...managerOf(row) }));
  const { records, spellings } = recordsOf(managed, mapping);
  findings.push(...managed.flatMap((one) => one.findings), ...spellings);
  findings.push(...mapping.checks.flatMap((check: Check) => findingsOf(check, whole)));
  return {
    rows: rows.length,
    records,
    findings: findings.toSorted((a, b) => a.line - b.line),
    unusedColumns: header.filter((column) => !used.includes(column)),
  };
}

function usedColumns({ fields, checks }: Mapping): readonly string[] {
  const named = Object.values(fields).flatMap((source) => ('column' in source ? [source.column] : []));
  return [...new Set([...named, ...checks.flatMap(columnsOf)])];
}

const wrongLength = (line: number, cells: readonly string[], expected: number): Finding => ({
  line,
  column: '(row)',
  value: shortened(cells.join(',')),
  rule: 'wrong-length',
  reason: `it has ${cells.length} cells, the header ${expected}`,
  severity: 'error',
});

function duplicates(rows: readonly ReadRow[], mapping: Mapping): Finding[] {
  const source = mapping.fields.employee_id!;
  const column = 'column' in source ? source.column : '(employee_id)';
  const byId = grouped(
    rows.filter(({ fields }) => fields.employee_id !== ''),
    ({ fields }) => fields.employee_id,
  );
  return [...byId].flatMap(([id, same]) =>
    same.length === 1
      ? []
      : same.map(({ line }) => ({
          line,
          column,
          value: shortened(id),
          rule: 'duplicate-id',
          reason: `the id stands on lines ${same.map((one) => one.line).join(' and ')}; none of them is imported`,
          severity: 'error' as const,
        })),
  );
}
