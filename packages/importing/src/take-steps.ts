import { minorUnits } from './currencies.js';
import { isoDate, type WrittenDate, writtenDate, yearsAfter } from './dates.js';
import type { LookupTables } from './mapping.js';
import { collapsed, slug } from './slug.js';
import type { Step } from './steps.js';

/** What a cell turned into: a value, with the repair that was needed; or why it has none. */
export type Taken =
  | { readonly value: string; readonly repair?: { readonly rule: string; readonly reason: string } }
  | { readonly wrong: string; readonly rule: string };

/** What steps may look at beside the cell. */
export interface StepContext {
  readonly tables: LookupTables;
  /** The ISO date of the hire; empty when the row has none. */
  readonly hiredOn: string;
}

const youngestAtHire = 14;

/** Takes a cell through the steps of its mapping. An empty value passes every step but stays empty. */
export function takeSteps(cell: string, steps: readonly Step[], context: StepContext): Taken {
  let taken: Taken = { value: cell };
  for (const step of steps) {
    if ('wrong' in taken || taken.value === '') return taken;
    const next = takeStep(taken.value, step, context);
    taken =
      'value' in next && taken.repair !== undefined && next.repair === undefined
        ? { ...next, repair: taken.repair }
        : next;
  }
  return taken;
}

function takeStep(value: string, step: Step, context: StepContext): Taken {
  switch (step.name) {
    case 'trim':
      return { value: value.trim() };
    case 'collapse':
      return { value: collapsed(value) };
    case 'slug':
      return { value: slug(value) };
    case 'before-comma':
      return parts(value, (before) => before);
    case 'after-comma':
      return parts(value, (_, after) => after);
    case 'lookup':
      return lookedUp(value, step.table, context);
    case 'money':
      return money(value, step.currencyCode);
    case 'date':
      return date(value, step, context);
  }
}

function parts(value: string, choose: (before: string, after: string) => string): Taken {
  const [before, after, ...more] = value.split(',');
  if (after === undefined || more.length > 0)
    return { wrong: 'it is not two parts with one comma between them', rule: 'not-two-parts' };
  return { value: choose(before!, after) };
}

function lookedUp(value: string, table: string, { tables }: StepContext): Taken {
  const entries = tables[table]!;
  return Object.hasOwn(entries, value)
    ? { value: entries[value]! }
    : { wrong: `the table ${table} of the mapping does not have it`, rule: 'not-in-table' };
}

function money(value: string, currencyCode: string): Taken {
  const units = minorUnits(value, currencyCode);
  return units === undefined
    ? { wrong: `it is no amount in ${currencyCode}`, rule: 'not-an-amount' }
    : { value: `${currencyCode} ${units}` };
}

function date(value: string, step: Extract<Step, { name: 'date' }>, { hiredOn }: StepContext): Taken {
  const written = writtenDate(value, step.format);
  const wrong: Taken = { wrong: `it is no date of the form ${step.format}`, rule: 'not-a-date' };
  if (written === undefined) return wrong;
  if (!written.twoDigits) {
    const iso = isoDate(written.year, written.month, written.day);
    return iso === undefined ? wrong : { value: iso };
  }
  if (step.twoDigitYear === undefined)
    return { wrong: 'its year has two digits, and the mapping has no rule for that', rule: 'not-a-date' };
  // Without a day of hire the row is refused for that.
  if (hiredOn === '') return { value: '' };
  const born = bornAtLeast14AtHire(written, hiredOn);
  if (born === undefined) return wrong;
  return {
    value: born,
    repair: {
      rule: 'two-digit-year',
      reason: `the century that makes the person at least ${youngestAtHire} at hire: ${born}`,
    },
  };
}

function bornAtLeast14AtHire({ year, month, day }: WrittenDate, hiredOn: string): string | undefined {
  return [2000, 1900]
    .map((century) => isoDate(century + year, month, day))
    .find((born) => born !== undefined && yearsAfter(born, youngestAtHire) <= hiredOn);
}
