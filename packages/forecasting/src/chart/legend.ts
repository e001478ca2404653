import { look } from './look.js';
import { element, escaped } from './svg.js';

/** One thing that a chart shows, and how. */
export interface LegendEntry {
  readonly label: string;
  readonly look: 'line' | 'dashes' | 'area' | 'badge' | 'diamond';
  readonly color: string;
  readonly opacity?: number;
}

const letter = 6.6;

/** The legend in one row, at a height. */
export function legend(entries: readonly LegendEntry[], y: number): string {
  let x: number = look.margin.side;
  return entries
    .map((entry) => {
      const at = x;
      x += 34 + entry.label.length * letter + 18;
      return (
        swatch(entry, at, y) +
        element('text', { x: at + 30, y: y + 4, 'font-size': 12, fill: look.soft }, escaped(entry.label))
      );
    })
    .join('');
}

function swatch({ look: kind, color, opacity = 1 }: LegendEntry, x: number, y: number): string {
  switch (kind) {
    case 'line':
      return element('line', { x1: x, x2: x + 22, y1: y, y2: y, stroke: color, 'stroke-width': '2.4' });
    case 'dashes':
      return element('line', {
        x1: x,
        x2: x + 22,
        y1: y,
        y2: y,
        stroke: color,
        'stroke-width': '1.5',
        'stroke-dasharray': '5 4',
      });
    case 'area':
      return element('rect', {
        x,
        y: y - 6,
        width: 22,
        height: 12,
        fill: color,
        'fill-opacity': opacity.toFixed(2),
      });
    case 'badge':
      return element('circle', { cx: x + 11, cy: y, r: 7, fill: color });
    case 'diamond':
      return diamond(x + 11, y, color);
  }
}

/** A square on its corner, in white lines, so that it stands out on others. */
export const diamond = (x: number, y: number, color: string): string =>
  element('path', {
    d: `M${x},${y - 6.5}l6.5,6.5l-6.5,6.5l-6.5,-6.5Z`,
    fill: color,
    stroke: look.ground,
    'stroke-width': '1.5',
  });
