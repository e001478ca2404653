import type { Calendar } from '../series/index.js';
import type { Frame } from './draw-series.js';
import { look } from './look.js';
import { periodTicks } from './period-ticks.js';
import { element, escaped } from './svg.js';

/** Lines across with their values, and the periods below. */
export function axes(
  { x, y, left, right, bottom }: Frame,
  calendar: Calendar,
  start: number,
  periods: number,
): string {
  const ticks = y.ticks(6);
  const written = compact(ticks);
  const label = { 'font-size': 12, fill: look.faint };
  return [
    ...ticks.flatMap((value, i) => [
      element('line', {
        x1: left,
        x2: right,
        y1: y(value),
        y2: y(value),
        stroke: value === 0 ? look.axis : look.grid,
      }),
      element(
        'text',
        { ...label, x: left - 10, y: y(value) + 4, 'text-anchor': 'end' },
        escaped(written[i]!),
      ),
    ]),
    element('line', { x1: left, x2: right, y1: bottom, y2: bottom, stroke: look.axis }),
    ...periodTicks(calendar, start, periods).flatMap(({ at, label: text }) => [
      element('line', { x1: x(at), x2: x(at), y1: bottom, y2: bottom + 5, stroke: look.axis }),
      element('text', { ...label, x: x(at), y: bottom + 20, 'text-anchor': 'middle' }, escaped(text)),
    ]),
  ].join('');
}

const suffixes = ['', 'k', 'M', 'bn', 'tn'];

/** Ticks with one suffix for thousands, millions or billions, and as few decimals as tell them apart. */
export function compact(ticks: readonly number[]): string[] {
  const largest = Math.max(...ticks.map(Math.abs));
  const power = Math.min(suffixes.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(largest, 1)) / 3)));
  const unit = largest < 10_000 ? 1 : 1000 ** power;
  const suffix = unit === 1 ? '' : suffixes[power]!;
  const step = Math.abs((ticks[1] ?? ticks[0]!) - ticks[0]!) / unit;
  const decimals = step === 0 || step >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(step) - 1e-9));
  const fits = (digits: number) =>
    ticks.every(
      (tick) => Math.abs((tick / unit) * 10 ** digits - Math.round((tick / unit) * 10 ** digits)) < 1e-6,
    );
  const digits = fits(decimals) ? decimals : decimals + 1;
  return ticks.map((tick) => {
    const [whole, fraction] = Math.abs(tick / unit)
      .toFixed(digits)
      .split('.');
    const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
    return `${tick < 0 ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}${tick === 0 ? '' : suffix}`;
  });
}
