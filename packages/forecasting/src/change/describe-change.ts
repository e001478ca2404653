import type { Series } from '../series/index.js';
import type { Change } from './change.js';

/**
 * A change as a plain sentence: since when, what, by how much, and how sure.
 * @param unit follows amounts, for instance ` USD` or ` hours`
 */
export function describeChange(change: Change, series: Series, unit = ''): string {
  return `${whatHappened(change, series, unit)} ${howSure(change, series)}`;
}

function whatHappened(
  { kind, at, periods = 1, largestAt = at, size, relative }: Change,
  series: Series,
  unit: string,
): string {
  const { calendar } = series;
  const from = labelOf(series, at);
  const amount = `${rounded(Math.abs(size))}${unit}`;
  const share = `${rounded(Math.abs(relative) * 100, 2)} %`;
  const way = (up: string, down: string) => (size >= 0 ? up : down);
  switch (kind) {
    case 'level-shift':
      if (relative < -0.995)
        return `From ${from} on there is next to nothing left (${amount} less than before).`;
      if (relative === Number.POSITIVE_INFINITY)
        return `From ${from} on there is ${amount} where there was nothing.`;
      if (relative >= 1)
        return `From ${from} on the level is ${rounded(1 + relative, 2)} times what it was (higher by ${amount}).`;
      return `From ${from} on the level is ${share} ${way('higher', 'lower')} than before (by ${amount}).`;
    case 'trend-change':
      return `From ${from} on it ${way('gains', 'loses')} ${amount} a ${calendar.name} against its former course (${share} of the level).`;
    case 'outlier': {
      const when =
        periods === 1 ? `${from} was` : `${from} to ${labelOf(series, at + periods - 1)} were on average`;
      return `${when} ${share} ${way('above', 'below')} what was to be expected (by ${amount}); then it was as before.`;
    }
    case 'seasonal-change':
      return `From ${from} on the season has another shape; most of all ${labelOf(series, largestAt)} is ${share} of the level ${way('higher', 'lower')} for it (by ${amount}).`;
    case 'variance-change':
      return `From ${from} on it varies ${rounded(1 + relative, 2)} times as much as before from one ${calendar.name} to the next.`;
  }
}

function howSure({ confidence, between: [first, last] }: Change, series: Series): string {
  const sure = confidence > 0.999 ? 'more than 99.9 %' : `${(100 * confidence).toFixed(1)} %`;
  const when =
    first === last ? '' : `; it began between ${labelOf(series, first)} and ${labelOf(series, last)}`;
  return `Sure to ${sure}${when}.`;
}

const labelOf = ({ calendar, start }: Series, at: number): string => calendar.labelOf(start + at);

/** So many significant digits, with commas between thousands. */
function rounded(value: number, digits = 3): string {
  const short = Number(value.toPrecision(digits));
  return short >= 1000
    ? Math.round(short)
        .toString()
        .replace(/\B(?=(\d{3})+$)/g, ',')
    : String(short);
}
