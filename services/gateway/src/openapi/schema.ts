import {
  type DescEnum,
  type DescField,
  type DescMessage,
  type Registry,
  ScalarType,
} from '@bufbuild/protobuf';
import { isText } from '../rest/query-json.js';
import type { Comments } from './comments.js';
import type { FieldRules } from './field-rules.js';
import { isRequired, rulesOf, schemaOfRules } from './rules.js';

/** A JSON Schema, as OpenAPI 3.1 takes it. */
export type Schema = Readonly<Record<string, unknown>>;

/** Writes the schemas of messages, and keeps those it has written. */
export interface Schemas {
  /** A reference to the message's schema. */
  ref(message: DescMessage): Schema;
  /** The schema of the body of a command, without the fields that its path carries. */
  body(message: DescMessage, pathFields: readonly string[]): Schema;
  field(field: DescField): Schema;
  /** All that were referred to, by full name of the message. */
  readonly components: Readonly<Record<string, Schema>>;
}

/** Starts a set of schemas: proto3 JSON in the words of JSON Schema, with the rules and comments of the contracts. */
export function schemas(registry: Registry, comments: Comments): Schemas {
  const components: Record<string, Schema> = {};

  const describe = (desc: DescMessage | DescField): Schema =>
    comments.has(desc) ? { description: comments.get(desc) } : {};

  function object(message: DescMessage, fields: readonly DescField[]): Schema {
    const required = fields
      .filter((each) => isRequired(rulesOf(each, registry)))
      .map(({ jsonName }) => jsonName);
    const isUnion = message.oneofs.length === 1 && fields.every(({ oneof }) => oneof !== undefined);
    return {
      type: 'object',
      ...describe(message),
      properties: Object.fromEntries(fields.map((each) => [each.jsonName, field(each)])),
      ...(required.length > 0 && { required }),
      ...(isUnion && { maxProperties: 1 }),
      additionalProperties: false,
    };
  }

  function ref(message: DescMessage): Schema {
    if (message.typeName === 'google.protobuf.Timestamp') return { type: 'string', format: 'date-time' };
    if (isText(message)) return { type: 'string' };
    if (!(message.typeName in components)) {
      components[message.typeName] = {};
      components[message.typeName] = object(message, message.fields);
    }
    return { $ref: `#/components/schemas/${message.typeName}` };
  }

  function single(field: DescField, rules: FieldRules | undefined): Schema {
    if (field.message !== undefined) return ref(field.message);
    if (field.enum !== undefined) return ofEnum(field.enum, rules);
    return { ...scalars[field.scalar ?? ScalarType.STRING], ...schemaOfRules(rules) };
  }

  function field(field: DescField): Schema {
    const rules = rulesOf(field, registry);
    if (field.fieldKind === 'map') return { type: 'object', ...describe(field) };
    if (field.fieldKind !== 'list') return { ...single(field, rules), ...describe(field) };
    const items = rules?.type.case === 'repeated' ? rules.type.value.items : undefined;
    return { type: 'array', items: single(field, items), ...schemaOfRules(rules), ...describe(field) };
  }

  return {
    components,
    ref,
    field,
    body: (message, pathFields) =>
      object(
        message,
        message.fields.filter(({ name }) => !pathFields.includes(name)),
      ),
  };
}

function ofEnum({ values }: DescEnum, rules: FieldRules | undefined): Schema {
  const refused = rules?.type.case === 'enum' ? rules.type.value.notIn : [];
  return {
    type: 'string',
    enum: values.filter(({ number }) => !refused.includes(number)).map(({ name }) => name),
  };
}

const int32 = { type: 'integer', format: 'int32' };
/** 64-bit numbers are strings in proto3 JSON, because JavaScript's numbers would round them. */
const int64 = { type: 'string', format: 'int64', pattern: '^-?[0-9]+$' };
const floating = { type: 'number', format: 'double' };

const scalars: Readonly<Record<ScalarType, Schema>> = {
  [ScalarType.STRING]: { type: 'string' },
  [ScalarType.BOOL]: { type: 'boolean' },
  [ScalarType.BYTES]: { type: 'string', contentEncoding: 'base64' },
  [ScalarType.DOUBLE]: floating,
  [ScalarType.FLOAT]: floating,
  [ScalarType.INT32]: int32,
  [ScalarType.UINT32]: int32,
  [ScalarType.SINT32]: int32,
  [ScalarType.FIXED32]: int32,
  [ScalarType.SFIXED32]: int32,
  [ScalarType.INT64]: int64,
  [ScalarType.UINT64]: int64,
  [ScalarType.SINT64]: int64,
  [ScalarType.FIXED64]: int64,
  [ScalarType.SFIXED64]: int64,
};
