import { type DateFormat, isoDate, writtenDate } from './dates.js';
import { MappingError } from './errors.js';
import { type Finding, shortened } from './finding.js';
import { keysOf, objectAt, stringAt } from './mapping-values.js';
import { collapsed } from './slug.js';
import { dateFormatAt } from './steps.js';

/** Something that should hold between columns. What does not is reported; it keeps no row out. */
export type Check =
  | { readonly kind: 'usual'; readonly column: string; readonly for: string }
  | {
      readonly kind: 'expected';
      readonly column: string;
      readonly by: string;
      readonly values: Readonly<Record<string, readonly string[]>>;
    }
  | {
      readonly kind: 'not-after';
      readonly column: string;
      readonly limit: string;
      readonly format: DateFormat;
    };

/** A row by the names of its columns. */
export interface NamedRow {
  readonly line: number;
  readonly cell: (column: string) => string;
}

/** Reads one check of a mapping. */
export function checkAt(value: unknown, where: string): Check {
  const check = objectAt(value, where);
  if (check.usual !== undefined) {
    keysOf(check, where, ['usual', 'for']);
    return {
      kind: 'usual',
      column: stringAt(check.usual, where),
      for: stringAt(check.for, `${where}.for`),
    };
  }
  if (check.expected !== undefined) {
    keysOf(check, where, ['expected', 'by', 'values']);
    const values = Object.entries(objectAt(check.values, `${where}.values`)).map(([name, allowed]) => {
      if (!Array.isArray(allowed)) throw new MappingError(`${where}.values.${name} must be a list.`);
      return [name, allowed.map((one) => stringAt(one, `${where}.values.${name}`))] as const;
    });
    return {
      kind: 'expected',
      column: stringAt(check.expected, where),
      by: stringAt(check.by, `${where}.by`),
      values: Object.fromEntries(values),
    };
  }
  keysOf(check, where, ['date', 'not_after', 'format']);
  return {
    kind: 'not-after',
    column: stringAt(check.date, `${where}.date`),
    limit: stringAt(check.not_after, `${where}.not_after`),
    format: dateFormatAt(check.format, where),
  };
}

/** The columns a check looks at. */
export const columnsOf = (check: Check): readonly string[] =>
  check.kind === 'usual'
    ? [check.column, check.for]
    : check.kind === 'expected'
      ? [check.column, check.by]
      : [check.column, check.limit];

/** What a check finds in a file. */
export function findingsOf(check: Check, rows: readonly NamedRow[]): Finding[] {
  switch (check.kind) {
    case 'usual':
      return unusual(check, rows);
    case 'expected':
      return rows.flatMap((row) => unexpected(check, row));
    case 'not-after':
      return rows.flatMap((row) => late(check, row));
  }
}

const repaired = (row: NamedRow, column: string, rule: string, reason: string): Finding => ({
  line: row.line,
  column,
  value: shortened(row.cell(column)),
  rule,
  reason,
  severity: 'repaired',
});

function unusual(check: Extract<Check, { kind: 'usual' }>, rows: readonly NamedRow[]): Finding[] {
  const counts = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const name = collapsed(row.cell(check.for));
    const values = counts.get(name) ?? new Map<string, number>();
    const value = row.cell(check.column).trim();
    if (value !== '') values.set(value, (values.get(value) ?? 0) + 1);
    counts.set(name, values);
  }
  const usual = new Map(
    [...counts].map(([name, values]) => [name, [...values].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? '']),
  );
  return rows.flatMap((row) => {
    const name = collapsed(row.cell(check.for));
    const expected = usual.get(name)!;
    if (row.cell(check.column).trim() === expected) return [];
    const reason = `with ${check.for} "${shortened(name)}" it is usually ${expected}; the name counts`;
    return [repaired(row, check.column, 'unusual-id', reason)];
  });
}

function unexpected(check: Extract<Check, { kind: 'expected' }>, row: NamedRow): Finding[] {
  const by = collapsed(row.cell(check.by));
  const allowed = Object.hasOwn(check.values, by) ? check.values[by]! : undefined;
  if (allowed === undefined || allowed.includes(row.cell(check.column).trim())) return [];
  const reason = `with ${check.by} "${shortened(by)}" it should be ${allowed.join(' or ')}; ${check.by} counts`;
  return [repaired(row, check.column, 'unexpected-value', reason)];
}

function late(check: Extract<Check, { kind: 'not-after' }>, row: NamedRow): Finding[] {
  const day = isoOf(row.cell(check.column), check.format);
  const limit = isoOf(row.cell(check.limit), check.format);
  if (day === undefined || limit === undefined || day <= limit) return [];
  return [repaired(row, check.column, 'date-after', `it is after ${check.limit} (${limit}); not imported`)];
}

function isoOf(text: string, format: DateFormat): string | undefined {
  const written = writtenDate(text.trim(), format);
  return written === undefined || written.twoDigits
    ? undefined
    : isoDate(written.year, written.month, written.day);
}
