import { describe, expect, it } from 'vitest';
import { openDays } from '../models/open-days.js';
import { calendarNamed } from '../series/calendars/named.js';
import type { Series } from '../series/series.js';
import { forecastAll } from './forecast-all.js';

const calendar = calendarNamed('month');
const start = calendar.ordinalOf('2020-01');
const seriesOf = (id: string, values: readonly number[], causes = new Map<number, string>()): Series => ({
  id,
  calendar,
  start,
  values,
  causes,
});
const wave = Array.from(
  { length: 60 },
  (_, t) => 1000 + 4 * t + 200 * Math.sin((2 * Math.PI * t) / 12) + 20 * Math.sin(t * t),
);

describe('forecasts', () => {
  it('follow the season, with bands and a total that is surer than its months', () => {
    const [forecast] = forecastAll([seriesOf('riverside', wave)], { horizon: 12 });
    expect(forecast!.periods).toEqual(Array.from({ length: 12 }, (_, m) => calendar.labelOf(start + 60 + m)));
    const highest = forecast!.mean.indexOf(Math.max(...forecast!.mean));
    expect([2, 3, 4]).toContain(highest);
    const [at80, at95] = forecast!.bands;
    expect([at80!.level, at95!.level]).toEqual([0.8, 0.95]);
    const sumOfBand = at80!.upper.reduce((sum, upper, step) => sum + upper - at80!.lower[step]!, 0);
    expect(forecast!.total.bands[0]!.upper - forecast!.total.bands[0]!.lower).toBeLessThan(sumOfBand);
  });

  it('learn what bands promise from all series by one calendar', () => {
    const forecasts = forecastAll([seriesOf('riverside', wave), seriesOf('hilltop', wave.slice(0, 30))]);
    expect(forecasts.map(({ calibratedOn }) => calibratedOn.series)).toEqual([2, 2]);
    expect(forecasts[0]!.bands).not.toEqual(forecastAll([seriesOf('riverside', wave)])[0]!.bands);
  });

  it('lend a young series the season of the others', () => {
    const others = ['a', 'b', 'c'].map((id) => seriesOf(id, wave));
    const young: Series = {
      ...seriesOf(
        'new',
        wave.slice(48).map((value) => value / 10),
      ),
      start: start + 48,
    };
    const alone = forecastAll([young], { horizon: 12 })[0]!;
    const lent = forecastAll([...others, young], { horizon: 12 })[3]!;
    expect(lent.notes[0]).toContain('the season is the mean of 3 other series');
    const truth = Array.from(
      { length: 12 },
      (_, m) => (1000 + 4 * (60 + m) + 200 * Math.sin((2 * Math.PI * m) / 12)) / 10,
    );
    const error = (mean: readonly number[]) =>
      mean.reduce((sum, value, m) => sum + Math.abs(value - truth[m]!), 0);
    expect(error(lent.mean)).toBeLessThan(0.4 * error(alone.mean));
  });

  it('say what has to be said', () => {
    const notes = (series: Series) => forecastAll([series], { horizon: 6 })[0]!.notes.join('\n');
    expect(notes(seriesOf('new', [5, 6, 7]))).toContain('Too short for a backtest');
    expect(notes(seriesOf('new', [5, 6, 7]))).toContain('The bands rest on 0 backtests');
    expect(notes(seriesOf('flood', wave, new Map([[3, 'closed for flood']])))).toContain(
      '2020-04 was replaced by what was to be expected: closed for flood.',
    );
  });

  it('follow open days: what is done day by day is forecast for the days to come', () => {
    const opening = { weekdays: [1, 1, 1, 1, 1, 0, 0], closures: new Set(['2025-02-03', '2025-02-04']) };
    const open = openDays(calendar, start, 62, opening);
    const daily = seriesOf(
      'visits',
      open.slice(0, 60).map((days) => 40 * days),
    );
    const [forecast] = forecastAll([daily], { horizon: 2, opening });
    forecast!.mean.forEach((value, step) => {
      expect(value).toBeCloseTo(40 * open[60 + step]!, 6);
    });
  });

  it('refuse a horizon or a level that is none', () => {
    expect(() => forecastAll([seriesOf('riverside', wave)], { horizon: 0 })).toThrow(
      'A horizon of 0 is none',
    );
    expect(() => forecastAll([seriesOf('riverside', wave)], { levels: [95] })).toThrow(
      'A band cannot hold 95',
    );
    const never = { weekdays: [0, 0, 0, 0, 0, 0, 0], closures: new Set<string>() };
    expect(() => forecastAll([seriesOf('riverside', wave)], { opening: never })).toThrow(
      'no day of the series was open',
    );
  });
});
