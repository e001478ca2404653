import { type DescField, getOption, hasOption, type Registry } from '@bufbuild/protobuf';
import type { FieldRules } from './field-rules.js';
import type { Schema } from './schema.js';

/** The validation rules of a field, as its contract declares them. */
export function rulesOf(field: DescField, registry: Registry): FieldRules | undefined {
  const extension = registry.getExtension('buf.validate.field');
  if (extension === undefined || !hasOption(field, extension)) return undefined;
  return getOption(field, extension) as unknown as FieldRules;
}

/** What rules mean in JSON Schema. Rules that JSON Schema has no word for stay with the service. */
export function schemaOfRules(rules: FieldRules | undefined): Schema {
  const type = rules?.type;
  if (type?.case === 'string') {
    const { pattern, minLen, maxLen } = type.value;
    return clean({
      pattern: pattern || undefined,
      minLength: Number(minLen) || undefined,
      maxLength: Number(maxLen) || undefined,
    });
  }
  if (type?.case === 'int32')
    return clean({ minimum: type.value.greaterThan?.value, maximum: type.value.lessThan?.value });
  if (type?.case === 'repeated')
    return clean({
      uniqueItems: type.value.unique || undefined,
      maxItems: Number(type.value.maxItems) || undefined,
    });
  return {};
}

/** Whether a message without the field is refused: the empty value of the field breaks a rule. */
export function isRequired(rules: FieldRules | undefined): boolean {
  if (rules === undefined) return false;
  const { required, type } = rules;
  if (required) return true;
  if (type.case === 'string')
    return (
      Number(type.value.minLen) > 0 || (type.value.pattern !== '' && !new RegExp(type.value.pattern).test(''))
    );
  if (type.case === 'enum') return type.value.notIn.includes(0);
  if (type.case === 'int64') return Number(type.value.greaterThan?.value ?? 0) > 0;
  return false;
}

const clean = (schema: Schema): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
