import { CsvError, parse } from 'csv-parse/sync';
import { FileError } from './errors.js';
import type { FileSettings } from './mapping.js';

/** One record of a file. */
export interface Row {
  /** The physical line on which it starts, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file cut into records. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly Row[];
}

/**
 * Cuts a file into records. Blank lines are skipped; line endings inside quotes become `\n`.
 * @throws {FileError} when the bytes are not of the encoding, a quote is wrong, or there is no header.
 */
export function readCsv(bytes: Uint8Array, settings: FileSettings): Table {
  const [head, ...rows] = records(decoded(bytes, settings.encoding), settings.delimiter);
  if (head === undefined) throw new FileError('The file is empty: there is no header line.');
  const header = head.cells.map((name) => name.trim());
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined)
    throw new FileError(`The header names the column "${twice}" twice. Rename one of them.`, head.line);
  return { header, rows };
}

function decoded(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch (cause) {
    throw new FileError(
      `The file is not ${encoding} text (${(cause as Error).message}). Name its encoding in the mapping: file.encoding.`,
    );
  }
}

function records(text: string, delimiter: string): Row[] {
  let line = 1;
  const rows: Row[] = [];
  for (const { record, raw } of parsed(text, delimiter)) {
    if (record.length > 1 || record[0] !== '') rows.push({ line, cells: record });
    line += raw.split('\n').length - 1;
  }
  return rows;
}

function parsed(text: string, delimiter: string): { record: string[]; raw: string }[] {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      raw: true,
      info: true,
    }) as unknown as { record: string[]; raw: string }[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as { lines?: unknown };
    const line = typeof lines === 'number' ? lines : undefined;
    throw new FileError(`The file is not CSV: ${error.message}. Correct the quotes there.`, line);
  }
}
