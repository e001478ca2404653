import { fromJson, type JsonObject, type JsonValue, type Message, type Registry } from '@bufbuild/protobuf';
import { FieldError } from '@bufbuild/protobuf/reflect';
import { RequestError } from '../problem/errors.js';
import { queryJson } from './query-json.js';
import type { Route } from './routes.js';

/** What a request carries. */
export interface RequestParts {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Of a POST. */
  readonly body?: JsonValue | undefined;
}

/**
 * The request message of a route's RPC, by the rules of google.api.http and proto3 JSON.
 * @throws {RequestError} 400 for anything that the message does not have, or not in that type.
 */
export function requestMessage(
  { rpc, method, pathFields }: Route,
  parts: RequestParts,
  registry: Registry,
): Message {
  if (method === 'post' && parts.query.size > 0)
    throw new RequestError(400, 'PARAMETER_UNKNOWN', 'A command takes no query parameters.');
  const json = method === 'get' ? queryJson(rpc.input, parts.query, pathFields) : objectOf(parts.body);
  for (const name of pathFields) putPathField(json, name, rpc.input.field, parts.path[name]!);
  try {
    return fromJson(rpc.input, json, { registry });
  } catch (error) {
    throw unreadable(error);
  }
}

function objectOf(body: JsonValue | undefined): JsonObject {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new RequestError(400, 'BODY_INVALID', 'The body is not a JSON object.');
  return body;
}

type Fields = Route['rpc']['input']['field'];

function putPathField(json: JsonObject, name: string, fields: Fields, value: string): void {
  const { jsonName } = Object.values(fields).find((field) => field.name === name)!;
  for (const key of [jsonName, name])
    if (Object.hasOwn(json, key) && json[key] !== value)
      throw new RequestError(400, 'BODY_INVALID', `The body says another ${jsonName} than the path.`, [
        { field: jsonName, message: 'differs from the path' },
      ]);
  delete json[name];
  json[jsonName] = value;
}

function unreadable(error: unknown): unknown {
  if (error instanceof FieldError) {
    const field = error.field();
    const name = 'jsonName' in field ? field.jsonName : field.name;
    return new RequestError(400, 'BODY_INVALID', `The field ${name} cannot be read.`, [
      { field: name, message: error.message.slice(0, 300) },
    ]);
  }
  if (!(error instanceof Error)) return error;
  const key = /key "(.*)" is unknown/s.exec(error.message)?.[1]?.slice(0, 100);
  if (key === undefined) return new RequestError(400, 'BODY_INVALID', error.message.slice(0, 300));
  return new RequestError(400, 'FIELD_UNKNOWN', `The field ${JSON.stringify(key)} is not known here.`, [
    { field: key, message: 'is not known here' },
  ]);
}
