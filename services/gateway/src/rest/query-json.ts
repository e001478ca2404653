import {
  type DescField,
  type DescMessage,
  type JsonObject,
  type JsonValue,
  ScalarType,
} from '@bufbuild/protobuf';
import { RequestError } from '../problem/errors.js';

const maxParameters = 200;

/**
 * Turns the query of a GET into the JSON of its request: `asOf.on=2018-11-11&siteIds=a&siteIds=b`. Names are those of the
 * contract, in lowerCamel or as written there; a repeated field is given once for each value.
 * @throws {RequestError} 400 for a parameter that the request does not have.
 */
export function queryJson(
  message: DescMessage,
  query: URLSearchParams,
  pathFields: readonly string[],
): JsonObject {
  if (query.size > maxParameters)
    throw new RequestError(400, 'QUERY_TOO_LONG', `The query has more than ${maxParameters} parameters.`);
  const json: JsonObject = {};
  for (const [name, text] of query) {
    const path = fieldPath(message, name);
    if (path === undefined || pathFields.includes(path[0]!.name)) throw unknown(name);
    put(json, path, name, text);
  }
  return json;
}

/** The fields that a dotted name leads through, from the outermost; undefined when it leads to none that has a value. */
function fieldPath(message: DescMessage, name: string): DescField[] | undefined {
  const path: DescField[] = [];
  let inside: DescMessage | undefined = message;
  for (const segment of name.split('.')) {
    const field: DescField | undefined = inside?.fields.find(
      (each) => each.jsonName === segment || each.name === segment,
    );
    if (field === undefined) return undefined;
    path.push(field);
    inside = field.fieldKind === 'message' && !isText(field.message) ? field.message : undefined;
  }
  return inside === undefined && path.at(-1)!.fieldKind !== 'map' ? path : undefined;
}

/** Whether proto3 JSON writes the message as one string. */
export const isText = (message: DescMessage): boolean =>
  ['google.protobuf.Timestamp', 'google.protobuf.Duration'].includes(message.typeName);

function put(json: JsonObject, path: readonly DescField[], name: string, text: string): void {
  const leaf = path.at(-1)!;
  const object = path.slice(0, -1).reduce((outer, { jsonName }) => inner(outer, jsonName), json);
  const value = jsonOf(leaf, name, text);
  const before = Object.hasOwn(object, leaf.jsonName) ? object[leaf.jsonName] : undefined;
  if (leaf.fieldKind === 'list')
    object[leaf.jsonName] = [...((before as JsonValue[] | undefined) ?? []), value];
  else if (before !== undefined) throw invalid(name, 'is given more than once');
  else object[leaf.jsonName] = value;
}

function inner(outer: JsonObject, name: string): JsonObject {
  if (!Object.hasOwn(outer, name)) outer[name] = {};
  return outer[name] as JsonObject;
}

function jsonOf(field: DescField, name: string, text: string): JsonValue {
  if (field.enum !== undefined && /^\d+$/.test(text)) return Number(text);
  if (field.scalar !== ScalarType.BOOL) return text;
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw invalid(name, 'is neither true nor false');
}

const unknown = (name: string): RequestError =>
  new RequestError(
    400,
    'PARAMETER_UNKNOWN',
    `The query parameter ${JSON.stringify(name.slice(0, 100))} is not known here.`,
    [{ field: name.slice(0, 100), message: 'is not known here' }],
  );

const invalid = (field: string, message: string): RequestError =>
  new RequestError(400, 'PARAMETER_INVALID', `The query parameter ${field} ${message}.`, [
    { field, message },
  ]);
