/** JSON as the command line prints it: 64-bit numbers as text, bytes in hexadecimal. */
export const toJson = (value: unknown): string =>
  JSON.stringify(
    value,
    (_, item: unknown) =>
      typeof item === 'bigint'
        ? item.toString()
        : item instanceof Uint8Array
          ? Buffer.from(item).toString('hex')
          : item,
    2,
  );

/** Rows as aligned columns; the names of the columns are those of the first row. */
export function table(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const [first] = rows;
  if (first === undefined) return '(none)';
  const names = Object.keys(first);
  const widths = names.map((name) =>
    Math.max(name.length, ...rows.map((row) => printable(row[name]).length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd();
  return [line(names), ...rows.map((row) => line(names.map((name) => printable(row[name]))))].join('\n');
}

/** Control characters could move a terminal's cursor; they are shown as a question mark. */
const printable = (value: string | number | undefined): string =>
  String(value ?? '').replace(/\p{Cc}/gu, '?');

/** Prints an answer: JSON where asked for, else what `text` makes of it. */
export function print<Answer>(
  json: boolean | undefined,
  answer: Answer,
  text: (answer: Answer) => string,
): void {
  process.stdout.write(`${json === true ? toJson(answer) : text(answer)}\n`);
}
