import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { normal, uniform } from '../../bench/changes/random.js';
import { months } from '../series/calendars/months.js';
import { changes } from './changes.js';

let folder: string;
let file: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'changes-'));
  file = join(folder, 'visits.csv');
  out = join(folder, 'out');
  const gauss = normal(uniform(2));
  const row = (series: string, t: number, value: number) =>
    `${series},${months.labelOf(months.ordinalOf('2022-01') + t)},${Math.round(value)}`;
  const rows = Array.from({ length: 48 }, (_, t) => [
    row('riverside', t, 1000 + 20 * gauss() + (t >= 30 ? 300 : 0)),
    row('hillside', t, 500 + 10 * gauss() - (t === 20 ? 200 : 0)),
  ]);
  writeFileSync(file, ['series,period,value', ...rows.flat(), 'new,2022-01,5', ''].join('\n'));
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
});

describe('changes FILE', () => {
  it('lists what changed, names what is too short, and says so by its exit code', () => {
    const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    changes(file, { format: 'json', out });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject([
      { series: 'riverside', period: '2024-07', kind: 'level-shift', from: '2024-07', until: '2024-07' },
      { series: 'hillside', period: '2023-09', kind: 'outlier' },
    ]);
    expect(told).toHaveBeenCalledWith(
      expect.stringContaining('left out: new: finding changes needs at least 24'),
    );
    expect(process.exitCode).toBe(3);
  });

  it('gives the largest of the kinds that are asked for', () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    changes(file, { format: 'csv', out, kind: ['outlier'], top: 1, unit: 'visits' });
    const lines = readFileSync(out, 'utf8').trim().split('\n');
    expect(lines[0]).toBe('series,period,kind,size,percent,confidence,from,until,sentence');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^hillside,2023-09,outlier,-\d.* visits\)/);
  });

  it('draws one series, and asks which where there are several', () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    changes(file, { format: 'svg', out, series: 'riverside' });
    expect(readFileSync(out, 'utf8')).toMatch(/^<svg .*From 2024-07 on the level is/s);
    expect(() => changes(file, { format: 'svg', out })).toThrow('choose it with --series');
  });
});
