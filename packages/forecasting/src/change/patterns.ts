import type { ChangeKind } from './change.js';

/** A column of a regression: one value a period. */
export type Column = Float64Array;

/** What a change of the mean looks like: the columns it adds to the regression, and how much of a claim it stakes. */
export interface Pattern {
  readonly kind: Exclude<ChangeKind, 'variance-change'>;
  /** Position of the first period that is different. */
  readonly at: number;
  /** How many periods an outlier lasts; 1 for everything else. */
  readonly periods: number;
  readonly columns: readonly Column[];
}

/** A variance change has no column: it rescales the noise from a position on. */
export interface VarianceBreak {
  readonly kind: 'variance-change';
  readonly at: number;
}

const longestOutlier = 6;
const leastBehindShift = 3;

const column = (length: number, value: (at: number) => number): Column =>
  Float64Array.from({ length }, (_, at) => value(at));

/** Pairs of cosine and sine at the first `count` multiples of the seasonal frequency; the sine at the last of an even season is zero. */
export function harmonics(length: number, season: number, count: number): Column[] {
  const columns: Column[] = [];
  for (let multiple = 1; multiple <= count; multiple++) {
    const frequency = (2 * Math.PI * multiple) / season;
    columns.push(column(length, (at) => Math.cos(frequency * at)));
    if (2 * multiple < season) columns.push(column(length, (at) => Math.sin(frequency * at)));
  }
  return columns;
}

/** At most six harmonics: all of a year of months, and a smooth shape for a year of weeks. */
export const harmonicsOf = (season: number): number => (season > 1 ? Math.min(Math.floor(season / 2), 6) : 0);

/** Level, straight trend, and a seasonal shape of so many harmonics. The trend runs from −1 to 1. */
export function quietColumns(length: number, season: number, count: number): Column[] {
  return [
    column(length, () => 1),
    column(length, (at) => (2 * at) / (length - 1) - 1),
    ...harmonics(length, season, count),
  ];
}

const pulse = (length: number, at: number, periods: number): Column =>
  column(length, (t) => (t >= at && t < at + periods ? 1 : 0));
const step = (length: number, at: number): Column => column(length, (t) => (t >= at ? 1 : 0));
const ramp = (length: number, at: number): Column => column(length, (t) => Math.max(0, t - at + 1));

/**
 * Every change of the mean that is looked for, by kind. The shapes of outliers, level shifts and changes of slope are
 * those of Tsay, "Outliers, level shifts, and variance changes in time series", J. Forecasting 7 (1988), and Harvey,
 * "Forecasting, structural time series models and the Kalman filter" (1989), 7.6. A seasonal change replaces the first,
 * the first two, or all harmonics of the season.
 */
export function patternsOf(length: number, season: number): Pattern[] {
  const patterns: Pattern[] = [];
  for (let at = 0; at < length; at++) {
    for (let periods = 1; periods <= Math.min(longestOutlier, length / 6, length - at); periods++)
      patterns.push({ kind: 'outlier', at, periods, columns: [pulse(length, at, periods)] });
    if (at >= leastBehindShift && at <= length - leastBehindShift) {
      patterns.push({ kind: 'level-shift', at, periods: 1, columns: [step(length, at)] });
      patterns.push({ kind: 'trend-change', at, periods: 1, columns: [ramp(length, at)] });
    }
    if (season > 1 && at >= season && at <= length - season)
      for (const count of new Set([1, Math.min(2, harmonicsOf(season)), harmonicsOf(season)])) {
        const from = step(length, at);
        const columns = harmonics(length, season, count).map((wave) => wave.map((v, t) => v * from[t]!));
        patterns.push({ kind: 'seasonal-change', at, periods: 1, columns });
      }
  }
  return patterns;
}
