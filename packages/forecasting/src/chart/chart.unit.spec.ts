import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { days } from '../series/calendars/days.js';
import { months } from '../series/calendars/months.js';
import { compact } from './axes.js';
import { drawSeries, type SeriesChart } from './index.js';
import { periodTicks } from './period-ticks.js';
import { wrapped } from './svg.js';

const january2024 = months.ordinalOf('2024-01');
const chart: SeriesChart = {
  title: 'Riverside: revenue & more',
  subtitle: 'USD a month',
  start: january2024,
  history: [100, 120, 90, 130, 125],
  expected: [100, 118, 95, 128, 126],
  forecast: {
    mean: [130, 131],
    bands: [
      { level: 0.8, lower: [120, 118], upper: [140, 144] },
      { level: 0.95, lower: [110, 105], upper: [150, 158] },
    ],
  },
  marks: [
    { kind: 'point', at: 2, text: '2024-03 was 25 % below what was to be expected.' },
    { kind: 'moment', at: 3, text: 'From 2024-04 on the level is <higher>.' },
    { kind: 'override', at: 6, value: 140, text: '140 instead of 131, by A. Keller: second chair.' },
  ],
};

describe('a chart of a series', () => {
  const svg = drawSeries(chart, months);

  it('says for a screen reader what it shows', () => {
    expect(svg).toContain('role="img" aria-labelledby="chart-title chart-description"');
    expect(svg).toContain('<title id="chart-title">Riverside: revenue &#38; more</title>');
    expect(svg).toMatch(
      /<desc [^>]+>5 actual values from 2024-01 to 2024-05, the last 125\. A forecast to 2024-07/,
    );
  });

  it('names everything it shows, and numbers what it tells', () => {
    for (const label of [
      'Actual',
      'Expected without noise',
      'Forecast',
      '80 % band',
      '95 % band',
      'Change',
      'Override',
    ])
      expect(svg).toContain(`>${label}</text>`);
    expect(svg).toContain('From 2024-04 on the level is &#60;higher&#62;.</text>');
    expect(svg.match(/>2<\/text>/g)).toHaveLength(2);
  });

  it('is the same every time', () => expect(drawSeries(chart, months)).toBe(svg));

  it('shows no more than there is', () => {
    const plain = drawSeries({ title: 'x', start: january2024, history: [1, 2] }, months);
    expect(plain).not.toMatch(/Forecast|band|Change|Override|Expected/);
  });

  it('is well-formed and finite for any values', () => {
    const value = fc.oneof(fc.double({ min: -1e15, max: 1e15, noNaN: true }), fc.constant(0));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), fc.string(), (history, title) => {
        const drawn = drawSeries({ title, start: january2024, history }, months);
        expect(drawn).not.toMatch(/NaN|Infinity|undefined/.test(title) ? /$^/ : /NaN|Infinity|undefined/);
        expect(drawn.match(/<(text|title|desc)\b/g)!.length).toBe(
          drawn.match(/<\/(text|title|desc)>/g)!.length,
        );
      }),
    );
  });
});

describe('the axes', () => {
  it('give one unit to all values, and the decimals that tell them apart', () => {
    expect(compact([0, 500, 1000])).toEqual(['0', '500', '1,000']);
    expect(compact([0, 250_000, 500_000])).toEqual(['0', '250k', '500k']);
    expect(compact([-1_000_000, 0, 1_500_000])).toEqual(['−1.0M', '0.0', '1.5M']);
    expect(compact([0.001, 0.002])).toEqual(['0.001', '0.002']);
  });

  it('label years, or months where there are few, at most twelve', () => {
    const labels = (length: number) => periodTicks(months, january2024, length).map(({ label }) => label);
    expect(labels(48)).toEqual(['2024', '2025', '2026', '2027']);
    expect(labels(14)).toEqual(['Jan 2024', 'Mar', 'May', 'Jul', 'Sep', 'Nov', 'Jan 2025']);
    expect(labels(12 * 40).length).toBeLessThanOrEqual(12);
    const fromMidMonth = periodTicks(days, days.ordinalOf('2024-02-15'), 60);
    expect(fromMidMonth).toEqual([
      { at: 15, label: 'Mar 2024' },
      { at: 46, label: 'Apr' },
    ]);
  });

  it('break long text into lines', () => {
    expect(wrapped('one two three four', 60, 13)).toEqual(['one two', 'three', 'four']);
    expect(wrapped('', 60, 13)).toEqual([]);
  });
});
