import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readSeries } from '../series/index.js';
import { changeDetector } from './index.js';

const file = new URL('../../../../../shared/data/finance/hospital_quarterly_2018_2023.csv', import.meta.url);
const here = existsSync(file);

describe.skipIf(!here)('the payroll of hospitals, by quarter', () => {
  const rows: Record<string, string>[] = here ? parse(readFileSync(file), { columns: true, bom: true }) : [];
  const detect = changeDetector();

  it.each([
    ['Fred Hutchinson, when it took over its partner', '204', '2022-Q2', 1.5],
    ['UW Medical Center Northwest, when it was merged away', '130', '2020-Q1', -1],
    ['St. Joseph, when its physicians were first counted in', '32', '2019-Q3', 0.43],
  ])('of %s', (_, licence, period, relative) => {
    const { series } = readSeries(
      rows
        .filter((row) => row.License_Number === licence)
        .map(({ Year, Quarter, Total_Payroll }) => ({
          series: licence,
          period: `${Year}-Q${Quarter}`,
          value: Total_Payroll!,
        })),
    );
    const { calendar, start } = series[0]!;
    const shift = detect(series[0]!).changes.find(({ kind }) => kind === 'level-shift')!;
    expect(calendar.labelOf(start + shift.at)).toBe(period);
    expect(shift.relative).toBeCloseTo(relative, 1);
  });
});
