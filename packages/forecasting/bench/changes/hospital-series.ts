import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

/**
 * Turns one column of the quarterly file of hospitals into rows `series,period,value`, to look for changes in:
 * ```sh
 * node --import tsx bench/changes/hospital-series.ts FILE Total_Payroll > payroll.csv
 * npx linchpin-forecast changes payroll.csv --gaps fill --kind level-shift --top 10 --unit USD
 * ```
 */
const [path, column] = process.argv.slice(2);
if (path === undefined || column === undefined) throw new Error('usage: hospital-series.ts FILE COLUMN');
const rows: Record<string, string>[] = parse(readFileSync(path), { columns: true, bom: true });
if (rows[0] !== undefined && !(column in rows[0])) throw new Error(`${path} has no column ${column}`);
const nameOf = new Map(rows.map((row) => [row.License_Number!, row.Hospital_Name!]));
process.stdout.write(
  stringify(
    rows
      .filter((row) => row[column] !== '')
      .map((row) => ({
        series: `${nameOf.get(row.License_Number!)} (${row.License_Number})`,
        period: `${row.Year}-Q${row.Quarter}`,
        value: row[column]!,
      })),
    { header: true },
  ),
);
