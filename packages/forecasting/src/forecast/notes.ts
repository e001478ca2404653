import type { Outlook } from '../combination/outlook.js';
import type { Calibration } from '../intervals/calibration.js';
import type { Series } from '../series/series.js';

const fewOrigins = 20;

/** What whoever shows a forecast has to say with it. */
export function notesOn(
  { calendar, start, causes }: Series,
  { backtest }: Outlook,
  { origins }: Calibration,
  lenders: number,
): string[] {
  const notes: string[] = [];
  if (lenders > 0) notes.push(`Younger than two seasons: the season is the mean of ${lenders} other series.`);
  if (!backtest) notes.push('Too short for a backtest: methods are weighted equally.');
  if (backtest?.worseThanSeasonalNaive)
    notes.push(
      `In backtest, repeating the last season did better: its mean error was ${backtest.seasonalNaiveError.toPrecision(3)}, this forecast's ${backtest.error.toPrecision(3)}.`,
    );
  if (origins < fewOrigins)
    notes.push(
      `The bands rest on ${origins} backtests and, for the rest, on the assumption of normal errors.`,
    );
  for (const [index, cause] of causes)
    notes.push(`${calendar.labelOf(start + index)} was replaced by what was to be expected: ${cause}.`);
  return notes;
}
