import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { explain, explainedBy, type Line, partNames, type Side } from './index.js';

const file = new URL('../../../../../shared/data/finance/hospital_quarterly_2018_2023.csv', import.meta.url);
const here = existsSync(file);

describe.skipIf(!here)('the payroll of about a hundred hospitals', () => {
  const rows: Record<string, string>[] = here ? parse(readFileSync(file), { columns: true, bom: true }) : [];

  const payrollOf = (year: string): Side => {
    const own = rows.filter((row) => row.Year === year);
    const sites = [...new Set(own.map((row) => row.License_Number!))];
    const sum = (site: string, column: string) =>
      own
        .filter((row) => row.License_Number === site)
        .reduce((total, row) => total + BigInt(row[column] || '0'), 0n);
    return {
      lines: sites.flatMap((site): Line[] =>
        ['Facility', 'Physician'].map((staff) => ({
          site,
          line: staff,
          amount: 100n * sum(site, `${staff}_Payroll`),
          quantity: sum(site, `${staff}_Paid_Hours`),
        })),
      ),
      outputs: new Map(sites.map((site) => [site, sum(site, 'Total_Patient_Days')])),
    };
  };

  const cents = (year: string) =>
    100n *
    rows.filter((row) => row.Year === year).reduce((sum, row) => sum + BigInt(row.Total_Payroll || '0'), 0n);

  it.each([
    ['2018', '2019'],
    ['2019', '2020'],
    ['2021', '2022'],
  ])('from %s to %s is volume, efficiency, mix and rate, to the cent', (before, after) => {
    const explanation = explain(payrollOf(before), payrollOf(after));
    expect(explanation.base).toBe(cents(before));
    expect(explanation.actual).toBe(cents(after));
    const total = (parts: typeof explanation.parts) => partNames.reduce((sum, name) => sum + parts[name], 0n);
    expect(total(explanation.parts)).toBe(cents(after) - cents(before));
    expect(explanation.parts.price).not.toBe(0n);
    expect(explanation.parts.volume).not.toBe(0n);
    for (const site of explainedBy(explanation, ({ site }) => site).values())
      expect(total(site.parts)).toBe(site.actual - site.base);
  });
});
