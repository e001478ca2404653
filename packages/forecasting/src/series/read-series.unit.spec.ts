import { describe, expect, it } from 'vitest';
import { type Observation, readSeries } from './read-series.js';

const rows = (...values: [string, number | string, string?][]): Observation[] =>
  values.map(([period, value, cause]) => ({ series: 'riverside', period, value, cause }));

describe('reading series', () => {
  it('takes rows in any order', () => {
    const { series, refused } = readSeries(rows(['2024-02', '2'], ['2024-01', 1], ['2024-03', '-3.5']));
    expect(refused).toEqual([]);
    expect(series[0]).toMatchObject({ id: 'riverside', values: [1, 2, -3.5] });
    expect(series[0]!.calendar.labelOf(series[0]!.start)).toBe('2024-01');
  });

  it.each([
    ['VALUE_INVALID', rows(['2024-01', '1,5']), 'the value "1,5" of 2024-01 cannot be used: it is no number'],
    ['VALUE_INVALID', rows(['2024-01', ' ']), 'of 2024-01 cannot be used: it is empty'],
    ['VALUE_INVALID', rows(['2024-01', '1e999']), 'it is not finite'],
    ['LABEL_INVALID', rows(['2024-01', 1], ['2024-13', 2]), '"2024-13" is no month'],
    ['PERIOD_REPEATED', rows(['2024-01', 1], ['2024-01', 1]), '2024-01 has two values'],
    ['SERIES_GAP', rows(['2024-01', 1], ['2024-03', 1]), '2024-02 has no value'],
    ['SERIES_EMPTY', rows(['2024-01', 1, 'flood']), 'nothing is left'],
  ])('%s: refuses the series and says where and why', (code, observations, reason) => {
    const good = { series: 'hilltop', period: '2024-01', value: 7 };
    const { series, refused } = readSeries([...observations, good]);
    expect(series.map(({ id }) => id)).toEqual(['hilltop']);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ code, series: 'riverside' });
    expect(refused[0]!.message).toContain(reason);
  });

  it('takes gaps as zero, or fills them, when told so', () => {
    const gap = rows(['2024-01', 1], ['2024-04', 4]);
    expect(readSeries(gap, { gaps: 'zero' }).series[0]!.values).toEqual([1, 0, 0, 4]);
    expect(readSeries(gap, { gaps: 'fill' }).series[0]!.values).toEqual([1, 2, 3, 4]);
  });

  it('puts what was to be expected in the place of a value with a cause', () => {
    const seasonal = Array.from({ length: 48 }, (_, t) => 100 + 30 * Math.sin((2 * Math.PI * t) / 12));
    const observations = seasonal.map((value, t) => ({
      series: 'riverside',
      period: `${2020 + Math.floor(t / 12)}-${String((t % 12) + 1).padStart(2, '0')}`,
      value: t === 27 ? 0 : value,
      cause: t === 27 ? 'closed for flood' : '',
    }));
    const [read] = readSeries(observations).series;
    expect([...read!.causes]).toEqual([[27, 'closed for flood']]);
    expect(Math.abs(read!.values[27]! - seasonal[27]!)).toBeLessThan(3);
    expect(read!.values.filter((_, t) => t !== 27)).toEqual(seasonal.filter((_, t) => t !== 27));
  });
});
