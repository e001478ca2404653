import { parseDocument } from 'yaml';
import { type Check, checkAt } from './checks.js';
import { MappingError } from './errors.js';
import { type FieldName, fieldNames, requiredFields } from './fields.js';
import { keysOf, objectAt, stringAt } from './mapping-values.js';
import { type Step, stepAt } from './steps.js';

/** How the bytes of a file are to be read. */
export interface FileSettings {
  readonly encoding: string;
  readonly delimiter: string;
}

/** Where the value of a field comes from. */
export type FieldSource =
  | { readonly constant: string }
  | {
      readonly column: string;
      readonly steps: readonly Step[];
      /** Only for rows whose `status` is this; for others the field is empty. */
      readonly when: string | undefined;
    };

/** By its name: what each value of a file means. */
export type LookupTables = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Which column of a file means what. */
export interface Mapping {
  readonly file: FileSettings;
  readonly tables: LookupTables;
  readonly fields: { readonly [Name in FieldName]?: FieldSource };
  readonly checks: readonly Check[];
}

/**
 * Reads a mapping file.
 * @throws {MappingError} naming the place, when it is not YAML or says something that cannot be followed.
 */
export function parseMapping(text: string): Mapping {
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem !== undefined) throw new MappingError(`The mapping is not YAML: ${problem.message}`);
  const root = objectAt(document.toJS(), 'the mapping');
  keysOf(root, 'the mapping', ['format', 'file', 'tables', 'fields', 'checks']);
  if (root.format !== 'employees/1')
    throw new MappingError('The mapping must begin with "format: employees/1".');
  const tables = tablesAt(root.tables ?? {});
  return {
    file: fileAt(root.file ?? {}),
    tables,
    fields: fieldsAt(root.fields, tables),
    checks: listAt(root.checks ?? [], 'checks').map((check, index) => checkAt(check, `checks[${index}]`)),
  };
}

function fileAt(value: unknown): FileSettings {
  const file = objectAt(value, 'file');
  keysOf(file, 'file', ['encoding', 'delimiter']);
  const encoding = stringAt(file.encoding ?? 'utf-8', 'file.encoding');
  const delimiter = stringAt(file.delimiter ?? ',', 'file.delimiter');
  try {
    new TextDecoder(encoding);
  } catch (cause) {
    throw new MappingError(`file.encoding: "${encoding}" is no encoding that is known here.`, { cause });
  }
  if (delimiter.length !== 1) throw new MappingError('file.delimiter must be one character.');
  return { encoding, delimiter };
}

function tablesAt(value: unknown): LookupTables {
  return Object.fromEntries(
    Object.entries(objectAt(value, 'tables')).map(([name, table]) => [
      name,
      Object.fromEntries(
        Object.entries(objectAt(table, `tables.${name}`)).map(([from, to]) => [
          from,
          stringAt(to, `tables.${name}.${from}`),
        ]),
      ),
    ]),
  );
}

function fieldsAt(value: unknown, tables: LookupTables): Mapping['fields'] {
  const fields = objectAt(value, 'fields');
  keysOf(fields, 'fields', fieldNames);
  const missing = requiredFields.find((name) => fields[name] === undefined);
  if (missing !== undefined)
    throw new MappingError(`fields.${missing} is missing: say which column or constant it is.`);
  return Object.fromEntries(
    Object.entries(fields).map(([name, source]) => [name, sourceAt(source, `fields.${name}`, tables)]),
  );
}

function sourceAt(value: unknown, where: string, tables: LookupTables): FieldSource {
  const source = objectAt(value, where);
  if (source.constant !== undefined) {
    keysOf(source, where, ['constant']);
    return { constant: stringAt(source.constant, `${where}.constant`) };
  }
  keysOf(source, where, ['column', 'steps', 'when']);
  const steps = listAt(source.steps ?? [], `${where}.steps`).map((step, index) =>
    stepAt(step, `${where}.steps[${index}]`),
  );
  for (const step of steps)
    if (step.name === 'lookup' && tables[step.table] === undefined)
      throw new MappingError(`${where}: there is no table "${step.table}" under "tables".`);
  return {
    column: stringAt(source.column, `${where}.column`),
    steps,
    when: source.when === undefined ? undefined : stringAt(source.when, `${where}.when`),
  };
}

function listAt(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new MappingError(`${where} must be a list.`);
  return value;
}
