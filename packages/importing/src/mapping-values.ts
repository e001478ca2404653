import { MappingError } from './errors.js';

/** The value as an object, or a MappingError naming the place. */
export function objectAt(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MappingError(`${where} must be a set of "name: value".`);
  return value as Record<string, unknown>;
}

/** The value as text, or a MappingError naming the place. Numbers must stand in quotes: `'007'` is not 7. */
export function stringAt(value: unknown, where: string): string {
  if (typeof value !== 'string' || value === '')
    throw new MappingError(`${where} must be a text; put numbers in quotes.`);
  return value;
}

/** Refuses names that mean nothing there, so that a typing mistake is not passed over. */
export function keysOf(
  value: Readonly<Record<string, unknown>>,
  where: string,
  known: readonly string[],
): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new MappingError(`${where}: "${unknown}" is not known here. Known are: ${known.join(', ')}.`);
}
