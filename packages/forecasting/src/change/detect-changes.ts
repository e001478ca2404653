import { type Series, SeriesError } from '../series/index.js';
import type { ChangeReport } from './change.js';
import { chosenScale } from './chosen-scale.js';
import type { Question } from './evidence.js';
import { type Column, patternsOf, quietColumns } from './patterns.js';
import { reportOf } from './report-of.js';

const leastFree = 6;
const leastStretch = 8;
const roundingShare = 1e-20;

/**
 * Finds what changed in a series: level shifts, changes of trend, outliers, changes of the season, changes of the variance.
 * The series is held to be level + straight trend + season + noise, or their product where that is more likely, the
 * noise of one period being correlated with the next; a change is reported when a series without any would show nothing as
 * clear in `1 − error` of all cases. Values with a known cause are left out.
 * @param error probability of reporting anything in a series in which nothing changed
 * @throws {SeriesError} `SERIES_SHORT` when there are fewer than two seasons, or too few values to tell change from season
 */
export function detectChanges(series: Series, error = 0.01): ChangeReport {
  const { values, causes, calendar, id } = series;
  const quiet = quietColumns(values.length, calendar.season);
  const kept = values.map((_, at) => at).filter((at) => !causes.has(at));
  const least = Math.max(2 * calendar.season, quiet.length + leastFree);
  if (kept.length < least)
    throw new SeriesError(
      'SERIES_SHORT',
      `${id}: finding changes needs at least ${least} values without a known cause, there are ${kept.length}`,
      id,
    );
  const cut = (column: Column): Column => Float64Array.from(kept, (at) => column[at]!);
  const patterns = patternsOf(values.length, calendar.season);
  const breaks = kept
    .slice(leastStretch, -leastStretch + 1)
    .map((at) => ({ kind: 'variance-change', at }) as const);
  const question = (scaled: Column): Question => ({
    values: scaled,
    times: Int32Array.from(kept),
    quiet: quiet.map(cut),
    patterns: patterns.map((pattern) => ({ ...pattern, columns: pattern.columns.map(cut) })),
    breaks,
    rounding: roundingShare * scaled.reduce((sum, value) => sum + value ** 2, Number.MIN_VALUE),
  });
  const { scale, findings, asked } = chosenScale(
    Float64Array.from(kept, (at) => values[at]!),
    question,
    error,
  );
  return reportOf({
    scale,
    findings,
    question: asked,
    quiet,
    patterns,
    length: values.length,
    season: calendar.season,
  });
}
