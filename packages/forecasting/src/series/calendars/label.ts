import { SeriesError } from '../errors.js';

/** The numbers in a label that matches a pattern's groups. */
export function numbersIn(label: string, pattern: RegExp, calendar: string, example: string): number[] {
  const match = pattern.exec(label);
  if (!match) throw labelError(label, calendar, `expected for instance ${example}`);
  return match.slice(1).map(Number);
}

/** A label that is none of a calendar. */
export const labelError = (label: string, calendar: string, reason: string): SeriesError =>
  new SeriesError('LABEL_INVALID', `"${label}" is no ${calendar}: ${reason}.`, undefined, label);

/** A number with leading zeros. */
export const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/** Quotient and remainder, the remainder never negative. */
export const divided = (value: number, by: number): [number, number] => {
  const quotient = Math.floor(value / by);
  return [quotient, value - quotient * by];
};
