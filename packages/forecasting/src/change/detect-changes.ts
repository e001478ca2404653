import { type Series, SeriesError } from '../series/index.js';
import type { ChangeReport } from './change.js';
import { type Design, designOf, type Layout, observed } from './design.js';
import { type Column, harmonicsOf } from './patterns.js';
import { reading } from './reading.js';
import { reportOf } from './report-of.js';

const leastFree = 6;
const longest = 160;

/** One quiet series in two hundred is to raise an alarm. */
const usualError = 0.005;

/**
 * Finds what changed in a series: level shifts, changes of trend, outliers, changes of the season, changes of the variance.
 * The series is held to be level + straight trend + season + noise, or their product where that is more likely, the
 * noise of one period being correlated with the next; a change is reported when a series without any would show nothing as
 * clear in `1 − error` of all cases. Values with a known cause are left out, and so is what lies more than 160 periods back.
 * @param error probability of reporting anything in a series in which nothing changed
 * @throws {SeriesError} `SERIES_SHORT` when there are fewer than two seasons, or too few values to tell change from season
 */
export const detectChanges = (series: Series, error = usualError): ChangeReport =>
  changeDetector(error)(series);

/** {@link detectChanges} for many series: what those of one length and season have in common is computed once. */
export function changeDetector(error = usualError): (series: Series) => ChangeReport {
  const designs = new Map<string, Design>();
  const design = (layout: Layout): Design => {
    const key = `${layout.length} ${layout.season} ${layout.harmonics} ${layout.times.join(' ')}`;
    const known = designs.get(key) ?? designOf(layout);
    designs.set(key, known);
    return known;
  };
  return (series) => {
    const from = Math.max(0, series.values.length - longest);
    const layout = layoutOf(series, from);
    const values = observed(Float64Array.from(series.values.slice(from)), layout.times);
    const unit = magnitudeOf(values);
    const report = reportOf(
      reading(
        values.map((value) => value / unit),
        layout,
        design,
        error,
      ),
    );
    return since(from, inUnitsOf(unit, report));
  };
}

function layoutOf({ values, causes, calendar, id }: Series, from: number): Layout {
  const length = values.length - from;
  const times = Int32Array.from({ length }, (_, at) => at).filter((at) => !causes.has(from + at));
  const harmonics = harmonicsOf(calendar.season);
  const least = Math.max(2 * calendar.season, 2 * harmonics + 2 + leastFree);
  if (times.length < least)
    throw new SeriesError(
      'SERIES_SHORT',
      `${id}: finding changes needs at least ${least} values without a known cause, there are ${times.length}`,
      id,
    );
  return { length, season: calendar.season, times, harmonics };
}

/** A power of two about as large as the largest value: to divide by it loses no digit, and keeps squares within what a number can hold. */
function magnitudeOf(values: Column): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest === 0 ? 1 : 2 ** Math.min(1023, Math.max(-1022, Math.floor(Math.log2(largest))));
}

const since = (from: number, report: ChangeReport): ChangeReport => ({
  ...report,
  from,
  changes: report.changes.map((change) => ({
    ...change,
    at: change.at + from,
    between: [change.between[0] + from, change.between[1] + from],
    ...(change.largestAt === undefined ? {} : { largestAt: change.largestAt + from }),
  })),
});

const inUnitsOf = (unit: number, report: ChangeReport): ChangeReport => ({
  ...report,
  changes: report.changes.map((change) => ({ ...change, size: change.size * unit })),
  expected: report.expected.map((value) => value * unit),
  noise: report.scale === 'additive' ? report.noise * unit : report.noise,
});
