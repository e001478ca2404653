import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Calendar } from '../series/index.js';
import { axes } from './axes.js';
import { type LegendEntry, legend } from './legend.js';
import { look } from './look.js';
import { drawnMarks, markList } from './marks.js';
import type { SeriesChart } from './series-chart.js';
import { element, escaped } from './svg.js';

/** Where things go: positions to pixels across, values to pixels down. */
export interface Frame {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

const textTop = 34;

/**
 * Draws history, forecast, bands and marks of a series as an SVG document: the same text for the same chart, without scripts or fonts to load. Its
 * title and description say for a screen reader what it shows.
 */
export function drawSeries(chart: SeriesChart, calendar: Calendar): string {
  const { margin, width, plotHeight } = look;
  const periods = chart.history.length + (chart.forecast?.mean.length ?? 0);
  const top = textTop + (chart.subtitle === undefined ? 0 : 22) + 34 + margin.top;
  const frame: Frame = {
    x: scaleLinear([0, Math.max(1, periods - 1)], [margin.left + 8, width - margin.right - 8]),
    y: scaleLinear(extent(chart), [top + plotHeight, top]),
    top,
    bottom: top + plotHeight,
    left: margin.left,
    right: width - margin.right,
  };
  const list = markList(chart.marks ?? [], frame.bottom + 52);
  const height = list.bottom + 20;
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${Math.ceil(height)}`,
      width,
      height: Math.ceil(height),
      role: 'img',
      'aria-labelledby': 'chart-title chart-description',
      'font-family': look.font,
    },
    element('title', { id: 'chart-title' }, escaped(chart.title)),
    element('desc', { id: 'chart-description' }, escaped(described(chart, calendar))),
    element('rect', { width: '100%', height: '100%', fill: look.ground }),
    heading(chart),
    legend(entriesOf(chart), top - margin.top - 14),
    axes(frame, calendar, chart.start, periods),
    ...bandsOf(chart, frame),
    ...linesOf(chart, frame),
    drawnMarks(chart, frame),
    list.drawn,
  )}\n`;
}

/** Values closer together than this are one: between them an axis has no room for ticks. */
const smallestSpan = 1e-290;

function extent({ history, expected = [], forecast, marks = [] }: SeriesChart): [number, number] {
  const values = [
    ...history,
    ...expected,
    ...(forecast?.mean ?? []),
    ...(forecast?.bands ?? []).flatMap(({ lower, upper }) => [...lower, ...upper]),
    ...marks.flatMap(({ value }) => value ?? []),
  ].filter(Number.isFinite);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (most - least < smallestSpan)
    return [least - Math.max(1, Math.abs(least) / 2), most + Math.max(1, Math.abs(most) / 2)];
  const nearZero = least >= 0 && least < most / 3;
  const room = (most - least) * 0.08;
  return [nearZero ? 0 : least - room, most + room];
}

function heading({ title, subtitle }: SeriesChart): string {
  const x = look.margin.side;
  return [
    element('text', { x, y: textTop, 'font-size': 20, 'font-weight': 600, fill: look.ink }, escaped(title)),
    subtitle === undefined
      ? ''
      : element('text', { x, y: textTop + 22, 'font-size': 13, fill: look.soft }, escaped(subtitle)),
  ].join('');
}

function bandsOf({ forecast, history }: SeriesChart, { x, y }: Frame): string[] {
  const last = history.length - 1;
  return (forecast?.bands ?? [])
    .toSorted((a, b) => b.level - a.level)
    .map(({ lower, upper }) => {
      const edges = [
        { lower: history[last]!, upper: history[last]! },
        ...lower.map((low, i) => ({ lower: low, upper: upper[i]! })),
      ];
      const path = area<(typeof edges)[number]>()
        .x((_, i) => x(last + i))
        .y0((edge) => y(edge.lower))
        .y1((edge) => y(edge.upper))
        .digits(1)(edges);
      return element('path', { d: path ?? '', fill: look.forecast, 'fill-opacity': 0.14 });
    });
}

function linesOf({ history, expected, forecast }: SeriesChart, { x, y, top, bottom }: Frame): string[] {
  const path = (values: readonly number[], from: number) =>
    line<number>()
      .x((_, i) => x(from + i))
      .y((value) => y(value))
      .digits(1)(values) ?? '';
  const stroke = { fill: 'none', 'stroke-linejoin': 'round', 'stroke-linecap': 'round' };
  const last = history.length - 1;
  return [
    expected === undefined
      ? ''
      : element('path', {
          ...stroke,
          d: path(expected, 0),
          stroke: look.expected,
          'stroke-width': '1.5',
          'stroke-dasharray': '5 4',
        }),
    forecast === undefined
      ? ''
      : element('line', {
          x1: x(last),
          x2: x(last),
          y1: top,
          y2: bottom,
          stroke: look.axis,
          'stroke-dasharray': '2 3',
        }),
    element('path', { ...stroke, d: path(history, 0), stroke: look.actual, 'stroke-width': 2 }),
    forecast === undefined
      ? ''
      : element('path', {
          ...stroke,
          d: path([history[last]!, ...forecast.mean], last),
          stroke: look.forecast,
          'stroke-width': '2.4',
        }),
  ];
}

function entriesOf({ expected, forecast, marks = [] }: SeriesChart): LegendEntry[] {
  const has = (...kinds: string[]) => marks.some(({ kind }) => kinds.includes(kind));
  const levels = (forecast?.bands ?? []).map(({ level }) => level).toSorted((a, b) => a - b);
  return [
    { label: 'Actual', look: 'line', color: look.actual },
    ...(expected === undefined
      ? []
      : [{ label: 'Expected without noise', look: 'dashes', color: look.expected } as const]),
    ...(forecast === undefined ? [] : [{ label: 'Forecast', look: 'line', color: look.forecast } as const]),
    ...levels.map((level, i) => ({
      label: `${Math.round(level * 100)} % band`,
      look: 'area' as const,
      color: look.forecast,
      opacity: 1 - 0.86 ** (levels.length - i),
    })),
    ...(has('moment', 'point') ? [{ label: 'Change', look: 'badge', color: look.change } as const] : []),
    ...(has('override') ? [{ label: 'Override', look: 'diamond', color: look.override } as const] : []),
  ];
}

function described({ history, start, forecast, marks = [] }: SeriesChart, calendar: Calendar): string {
  const label = (at: number) => calendar.labelOf(start + at);
  const last = history.length - 1;
  const parts = [
    `${history.length} actual values from ${label(0)} to ${label(last)}, the last ${history[last]}.`,
  ];
  if (forecast !== undefined)
    parts.push(
      `A forecast to ${label(last + forecast.mean.length)}, at its end ${Number(forecast.mean.at(-1)!.toPrecision(4))}.`,
    );
  return [...parts, ...marks.map(({ text }) => text)].join(' ');
}
