import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';

const command = fileURLToPath(new URL('../../bin/linchpin-forecast.js', import.meta.url));
const built = existsSync(fileURLToPath(new URL('../../dist/cli/worker.js', import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'linchpin-forecast-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) => spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
const fileOf = (name: string, lines: readonly string[]) => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};
const months = (series: string, count: number, value: (t: number) => string | number) =>
  Array.from(
    { length: count },
    (_, t) => `${series},${2020 + Math.floor(t / 12)}-${String((t % 12) + 1).padStart(2, '0')},${value(t)}`,
  );
const wave = (t: number) =>
  Math.round(1000 + 5 * t + 200 * Math.sin((2 * Math.PI * t) / 12) + 30 * Math.sin(t * t));
const header = 'series,period,value';

describe.skipIf(!built)('the command line', () => {
  it('forecasts every series of a file, and disarms what a spreadsheet would take for a formula', () => {
    const file = fileOf('two.csv', [header, ...months('riverside', 48, wave), ...months('=1+1', 30, wave)]);
    const { stdout, status } = run(
      'forecast',
      file,
      '--horizon',
      '3',
      '--format',
      'csv',
      '--levels',
      '50,95',
    );
    expect(status).toBe(0);
    const rows: Record<string, string>[] = parse(stdout, { columns: true });
    expect(rows.map(({ series, period }) => `${series} ${period}`)).toEqual([
      'riverside 2024-01',
      'riverside 2024-02',
      'riverside 2024-03',
      "'=1+1 2022-07",
      "'=1+1 2022-08",
      "'=1+1 2022-09",
    ]);
    const { stdout: alone } = run(
      'forecast',
      file,
      '--horizon',
      '3',
      '--format',
      'csv',
      '--levels',
      '50,95',
      '--series',
      'riverside',
    );
    expect(alone.split('\n').slice(0, 4)).toEqual(stdout.split('\n').slice(0, 4));
    for (const { lo95, lo50, mean, hi50, hi95 } of rows) {
      const inOrder = [lo95, lo50, mean, hi50, hi95].map(Number);
      expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    }
  });

  it('leaves out a series with a bad value, says why, and ends with 3', () => {
    const file = fileOf('bad.csv', [header, ...months('riverside', 24, wave), 'hilltop,2024-01,12O']);
    const { stderr, stdout, status } = run('forecast', file, '--format', 'json');
    expect(status).toBe(3);
    expect(stderr).toContain(
      'left out: hilltop: the value "12O" of 2024-01 cannot be used: it is no number.',
    );
    expect(JSON.parse(stdout)).toMatchObject([{ series: 'riverside' }]);
  });

  it('names what was replaced for its cause', () => {
    const rows = months('riverside', 36, wave).map((row, t) =>
      t === 30 ? `${row},closed for flood` : `${row},`,
    );
    const { stdout } = run('forecast', fileOf('flood.csv', [`${header},cause`, ...rows]));
    expect(stdout).toContain('2022-07 was replaced by what was to be expected: closed for flood.');
  });

  it('draws a chart', () => {
    const { stdout } = run(
      'forecast',
      fileOf('one.csv', [header, ...months('riverside', 36, wave)]),
      '--format',
      'svg',
    );
    expect(stdout).toMatch(/^<svg[\s\S]*riverside[\s\S]*<\/svg>\s*$/);
  });

  it('says what a backtest showed', () => {
    const { stdout } = run(
      'backtest',
      fileOf('long.csv', [header, ...months('riverside', 72, wave)]),
      '--format',
      'json',
    );
    const [riverside] = JSON.parse(stdout);
    expect(riverside).toMatchObject({ series: 'riverside', origins: 4 });
    expect(riverside.error).toBeLessThan(riverside.seasonalNaiveError);
  });

  it('ends with 2 on wrong usage and with 1 on a file that cannot be read', () => {
    expect(run('forecast', 'none.csv', '--horizon', 'soon').status).toBe(2);
    expect(run('predict').status).toBe(2);
    const { status, stderr } = run('forecast', join(folder, 'none.csv'));
    expect(status).toBe(1);
    expect(stderr).toContain('cannot be read');
    expect(run('forecast', fileOf('columns.csv', ['site,month,value', 'a,2024-01,1'])).stderr).toContain(
      'lacks the column series, period',
    );
  });

  it('gives the same forecasts, bit for bit, on one thread and on two', () => {
    const series = Array.from({ length: 80 }, (_, i) =>
      [`S${i}`, 48, 6, 'MICRO', 1990, 1, ...Array.from({ length: 48 }, (__, t) => wave(t + i))].join(','),
    );
    const file = fileOf('m3.csv', ['Series,N,NF,Category,Starting Year,Starting Month', ...series]);
    const [one, two] = ['1', '2'].map((threads) => {
      const out = join(folder, `${threads}.csv`);
      expect(run('bench', file, '--threads', threads, '--out', out).stdout).toContain('OWA');
      return readFileSync(out, 'utf8');
    });
    expect(two).toBe(one);
    expect(one!.split('\n')[0]).toBe('series,step,mean,lo80,hi80,lo95,hi95');
  });
});
