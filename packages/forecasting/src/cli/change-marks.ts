import { type ChangeReport, describeChange } from '../change/index.js';
import type { Mark } from '../chart/index.js';
import type { Series } from '../series/series.js';

/** The changes of a series as marks of its chart. */
export const changeMarks = ({ changes }: ChangeReport, series: Series, unit = ''): Mark[] =>
  changes.map((change) => ({
    kind: change.kind === 'outlier' && change.periods === 1 ? 'point' : 'moment',
    at: change.at,
    text: describeChange(change, series, unit),
  }));
