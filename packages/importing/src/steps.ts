import { type DateFormat, dateFormats } from './dates.js';
import { MappingError } from './errors.js';
import { keysOf, objectAt, stringAt } from './mapping-values.js';

const plain = ['trim', 'collapse', 'before-comma', 'after-comma', 'slug'] as const;

/** How a two-digit year gets its century. */
export type TwoDigitYear = 'at-least-14-at-hire';

/** One named change on the way from a cell to a field. */
export type Step =
  | { readonly name: (typeof plain)[number] }
  | { readonly name: 'lookup'; readonly table: string }
  | { readonly name: 'money'; readonly currencyCode: string }
  | { readonly name: 'date'; readonly format: DateFormat; readonly twoDigitYear: TwoDigitYear | undefined };

/** Reads one step of a mapping. */
export function stepAt(value: unknown, where: string): Step {
  if (typeof value === 'string') {
    const name = plain.find((known) => known === value);
    if (name === undefined)
      throw new MappingError(
        `${where}: "${value}" is no step. Known are: ${plain.join(', ')}, and with a value lookup, money, date.`,
      );
    return { name };
  }
  const step = objectAt(value, where);
  keysOf(step, where, ['lookup', 'money', 'date', 'two_digit_year']);
  if (step.lookup !== undefined) return { name: 'lookup', table: stringAt(step.lookup, where) };
  if (step.money !== undefined) return { name: 'money', currencyCode: currencyAt(step.money, where) };
  return {
    name: 'date',
    format: dateFormatAt(step.date, where),
    twoDigitYear: twoDigitYearAt(step.two_digit_year, where),
  };
}

/** Reads the name of a date format. */
export function dateFormatAt(value: unknown, where: string): DateFormat {
  const format = dateFormats.find((known) => known === value);
  if (format === undefined)
    throw new MappingError(`${where}: "${value}" is no date format. Known are: ${dateFormats.join(', ')}.`);
  return format;
}

function currencyAt(value: unknown, where: string): string {
  const code = stringAt(value, where);
  if (!/^[A-Z]{3}$/.test(code))
    throw new MappingError(`${where}: "${code}" is no ISO 4217 code such as USD.`);
  return code;
}

function twoDigitYearAt(value: unknown, where: string): TwoDigitYear | undefined {
  if (value === undefined || value === 'at-least-14-at-hire') return value;
  throw new MappingError(`${where}: two_digit_year can only be at-least-14-at-hire.`);
}
