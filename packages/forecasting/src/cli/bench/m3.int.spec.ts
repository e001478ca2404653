import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseCompetition, putBack } from './competition-file.js';
import { evaluate, evaluateBands } from './evaluate.js';
import { forecastCompetition } from './forecast-file.js';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const path = join(
  process.env.LINCHPIN_TEST_DATA ?? join(root, '../shared/data'),
  'forecasting/m3_monthly_half.csv',
);

describe.skipIf(!existsSync(path))('714 monthly series of the M3 competition', { timeout: 120_000 }, () => {
  const file = existsSync(path) ? parseCompetition(readFileSync(path, 'utf8'), path) : undefined!;

  it('are forecast better than the best combination of statsforecast, with bands that hold what they promise', async () => {
    const { outlooks, bands } = await forecastCompetition(file.series, file.period, 1);
    const points = evaluate(
      file,
      outlooks.map(({ mean }) => mean),
    );
    expect(points.owa).toBeLessThan(0.806);
    const [at80, at95] = [evaluateBands(file, bands[0.8]), evaluateBands(file, bands[0.95])];
    expect(at80.coverage).toBeGreaterThan(0.78);
    expect(at80.coverage).toBeLessThan(0.83);
    expect(at95.coverage).toBeGreaterThan(0.93);
    expect(at95.coverage).toBeLessThan(0.97);
    expect(at95.msis).toBeLessThan(7);
  });

  it('are forecast better than Naive2 at any time, by much', async () => {
    const before = putBack(file, 54);
    const { outlooks } = await forecastCompetition(before.series, before.period, 1);
    const { owa } = evaluate(
      before,
      outlooks.map(({ mean }) => mean),
    );
    expect(owa).toBeLessThan(0.9);
  });
});
