import { stringify } from 'csv-stringify/sync';

/** A row of output: its columns by name. */
export type Row = Readonly<Record<string, string | number>>;

/** Rows as aligned columns, numbers to the right; the names of the columns are those of the first row. */
export function table(rows: readonly Row[]): string {
  const [first] = rows;
  if (!first) return '(none)';
  const names = Object.keys(first);
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => shown(row[name]).length)));
  const line = (cells: readonly (string | number | undefined)[]) =>
    cells
      .map((cell, i) =>
        typeof first[names[i]!] === 'number'
          ? shown(cell).padStart(widths[i]!)
          : shown(cell).padEnd(widths[i]!),
      )
      .join('  ')
      .trimEnd();
  return [line(names), ...rows.map((row) => line(names.map((name) => row[name])))].join('\n');
}

/** Rows as CSV. Text that a spreadsheet would take for a formula is disarmed; numbers are as exact as they are. */
export function csv(rows: readonly Row[]): string {
  return stringify(rows as Row[], {
    header: true,
    cast: { string: (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text) },
  });
}

/** A number for people: whole above a thousand, else three digits that matter; no exponent. */
function shown(cell: string | number | undefined): string {
  if (typeof cell !== 'number') return String(cell ?? '').replace(/\p{Cc}/gu, '?');
  if (Number.isInteger(cell)) return String(cell);
  const digits = Math.min(Math.max(3 - Math.ceil(Math.log10(Math.abs(cell) + 1e-300)), 0), 6);
  return cell.toFixed(digits);
}

/** Prints to stdout. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}
