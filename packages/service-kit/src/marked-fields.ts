import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { type FieldOptions, fieldOptions } from './contract-options.js';

/** The value of a marked field of a message, and where it stands. */
export interface Marked {
  /** As the contract names it: `placement.site_id`. */
  readonly path: string;
  readonly value: string;
}

/** Finds the values of the fields that a mark is on, in a message and those in it. */
export type Finder = (message: Readonly<Record<string, unknown>>) => readonly Marked[];

/**
 * Compiles a finder of marked string fields; undefined when the message can hold none, so that those cost nothing.
 * Empty values are left out.
 */
export function compileFinder(
  message: DescMessage,
  isMarked: (options: FieldOptions) => boolean,
  enclosing: readonly DescMessage[] = [],
): Finder | undefined {
  // A message that contains itself is marked where it stands first.
  if (enclosing.includes(message)) return undefined;
  const parts = message.fields.flatMap(
    (field) => compileField(field, isMarked, [...enclosing, message]) ?? [],
  );
  return parts.length === 0 ? undefined : (value) => parts.flatMap((part) => part(value));
}

function compileField(
  field: DescField,
  isMarked: (options: FieldOptions) => boolean,
  enclosing: readonly DescMessage[],
): Finder | undefined {
  const options = fieldOptions(field);
  if (options !== undefined && isMarked(options))
    return (message) =>
      manyOf(fieldValue(message, field)).flatMap(({ value, index }) =>
        typeof value === 'string' && value !== '' ? [{ path: field.name + index, value }] : [],
      );
  const inner = field.message && compileFinder(field.message, isMarked, enclosing);
  if (inner === undefined) return undefined;
  return (message) =>
    manyOf(fieldValue(message, field)).flatMap(({ value, index }) =>
      value === undefined
        ? []
        : inner(value as Record<string, unknown>).map((found) => ({
            ...found,
            path: `${field.name}${index}.${found.path}`,
          })),
    );
}

/** The value of a field in a message as ts-proto has it, where a member of a oneof is `{ $case, value }`. */
export function fieldValue(message: Readonly<Record<string, unknown>>, field: DescField): unknown {
  if (field.oneof === undefined) return message[field.localName];
  const union = message[field.oneof.localName] as { $case: string; value: unknown } | undefined;
  return union?.$case === field.localName ? union.value : undefined;
}

const manyOf = (value: unknown): { value: unknown; index: string }[] =>
  Array.isArray(value)
    ? value.map((each, at) => ({ value: each, index: `[${at}]` }))
    : [{ value, index: '' }];
