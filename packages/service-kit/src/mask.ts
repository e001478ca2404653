import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import { fieldOptions } from './contract-options.js';
import { fieldValue } from './marked-fields.js';

type Value = Readonly<Record<string, unknown>>;

/** Whether the caller has a permission at a site; undefined: the message stands at no site, so it must be everywhere. */
export type MayRead = (permission: string, site: string | undefined) => boolean;

/** Leaves out of a message what the caller may not read. A message that is changed is a copy. */
export type Masker = (message: Value, mayRead: MayRead, site?: string) => Value;

const compiled = new Map<string, Masker | undefined>();

/**
 * The masker of a message: it clears fields of the contract that need a permission the caller lacks at the site of the
 * message, which is its own field marked `site`, else that of the nearest message around it. Undefined when nothing in
 * the message needs a permission.
 */
export function maskerOf(message: DescMessage): Masker | undefined {
  if (!compiled.has(message.typeName))
    compiled.set(message.typeName, needsMask(message) ? compile(message) : undefined);
  return compiled.get(message.typeName);
}

function needsMask(message: DescMessage, seen = new Set<string>()): boolean {
  if (seen.has(message.typeName)) return false;
  seen.add(message.typeName);
  return message.fields.some(
    (field) =>
      permissionOf(field) !== undefined || (field.message !== undefined && needsMask(field.message, seen)),
  );
}

function compile(message: DescMessage): Masker {
  const siteField = message.fields.find((field) => fieldOptions(field)?.site === true);
  const parts = message.fields.flatMap((field) => {
    const permission = permissionOf(field);
    if (permission !== undefined) return { field, permission };
    return field.message !== undefined && needsMask(field.message) ? { field, permission: undefined } : [];
  });
  return (value, mayRead, around) => {
    const own = siteField && fieldValue(value, siteField);
    const site = typeof own === 'string' && own !== '' ? own : around;
    let result = value;
    for (const { field, permission } of parts) {
      const before = fieldValue(value, field);
      if (before === undefined) continue;
      const after =
        permission === undefined
          ? maskInside(field.message!, before, mayRead, site)
          : mayRead(permission, site)
            ? before
            : undefined;
      if (after !== before) result = withField(result, field, after);
    }
    return result;
  };
}

function maskInside(
  message: DescMessage,
  value: unknown,
  mayRead: MayRead,
  site: string | undefined,
): unknown {
  const mask = maskerOf(message)!;
  if (!Array.isArray(value)) return mask(value as Value, mayRead, site);
  const masked = value.map((each: Value) => mask(each, mayRead, site));
  return masked.some((each, index) => each !== value[index]) ? masked : value;
}

function withField(message: Value, field: DescField, value: unknown): Value {
  if (field.oneof === undefined) return { ...message, [field.localName]: value ?? absent(field) };
  return {
    ...message,
    [field.oneof.localName]: value === undefined ? undefined : { $case: field.localName, value },
  };
}

/** What ts-proto has for a field that is not there. */
function absent(field: DescField): unknown {
  if (field.fieldKind === 'list') return [];
  if (field.fieldKind === 'map') return {};
  if (field.fieldKind === 'message' || field.presence === 1) return undefined;
  if (field.fieldKind === 'enum') return 0;
  switch (field.scalar) {
    case ScalarType.STRING:
      return '';
    case ScalarType.BOOL:
      return false;
    case ScalarType.BYTES:
      return new Uint8Array();
    case ScalarType.INT64:
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
    case ScalarType.SINT64:
      return 0n;
    default:
      return 0;
  }
}

const permissionOf = (field: DescField): string | undefined =>
  fieldOptions(field)?.personal?.permission || undefined;
