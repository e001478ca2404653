import type { Frame } from './draw-series.js';
import { diamond } from './legend.js';
import { look } from './look.js';
import type { Mark, SeriesChart } from './series-chart.js';
import { element, escaped, wrapped } from './svg.js';

const radius = 9;
const lineHeight = 18;

/** The marks in the plot, numbered as in the list. */
export function drawnMarks({ marks = [], history }: SeriesChart, frame: Frame): string {
  const { x, y, top, bottom } = frame;
  const rows = rowsOf(marks, x);
  return marks
    .map((mark, i) => {
      const across = x(mark.at);
      const value = mark.value ?? history[mark.at];
      if (mark.kind === 'moment' || value === undefined) {
        const badgeAt = top - 8 + rows[i]! * (2 * radius + 3);
        return (
          element('line', {
            x1: across,
            x2: across,
            y1: badgeAt,
            y2: bottom,
            stroke: look.change,
            'stroke-width': '1.2',
            'stroke-dasharray': '4 3',
          }) + badge(across, badgeAt, i + 1, look.change)
        );
      }
      const down = y(value);
      const label =
        down +
        2 * radius * (stands(history, mark.at, value) === 'low' && bottom - down > 3 * radius ? 1 : -1);
      if (mark.kind === 'override')
        return diamond(across, down, look.override) + badge(across, label, i + 1, look.override);
      return (
        element('circle', {
          cx: across,
          cy: down,
          r: 5,
          fill: 'none',
          stroke: look.change,
          'stroke-width': 2,
        }) + badge(across, label, i + 1, look.change)
      );
    })
    .join('');
}

/** Whether a value stands below its neighbours, so that the line to it comes from above. */
function stands(history: readonly number[], at: number, value: number): 'low' | 'high' {
  const neighbours = [history[at - 1], history[at + 1]].filter((one) => one !== undefined);
  return neighbours.length > 0 && neighbours.every((one) => one > value) ? 'low' : 'high';
}

/** Badges of moments that are close stand below each other. */
function rowsOf(marks: readonly Mark[], x: (at: number) => number): number[] {
  const rows: number[] = [];
  marks.forEach((mark, i) => {
    const near = marks
      .slice(0, i)
      .flatMap((other, j) =>
        other.kind === 'moment' && Math.abs(x(other.at) - x(mark.at)) < 2 * radius + 2 ? [rows[j]!] : [],
      );
    rows.push([0, 1, 2, 3, 4, 5].find((row) => !near.includes(row)) ?? 0);
  });
  return rows;
}

const badge = (x: number, y: number, number: number, color: string): string =>
  element('circle', { cx: x, cy: y, r: radius, fill: color, stroke: look.ground, 'stroke-width': '1.5' }) +
  element(
    'text',
    { x, y: y + 3.8, 'font-size': 11, 'font-weight': 600, 'text-anchor': 'middle', fill: look.ground },
    String(number),
  );

/** What the marks say, below the plot, by number. */
export function markList(marks: readonly Mark[], top: number): { drawn: string; bottom: number } {
  const { side } = look.margin;
  let y = top;
  const drawn = marks.map((mark, i) => {
    const lines = wrapped(mark.text, look.width - 2 * side - 30, 13);
    const at = y;
    y += lines.length * lineHeight + 6;
    return (
      badge(side + radius, at - 4, i + 1, mark.kind === 'override' ? look.override : look.change) +
      lines
        .map((text, row) =>
          element(
            'text',
            { x: side + 28, y: at + row * lineHeight, 'font-size': 13, fill: look.ink },
            escaped(text),
          ),
        )
        .join('')
    );
  });
  return { drawn: drawn.join(''), bottom: marks.length === 0 ? top - 22 : y - lineHeight + 4 };
}
