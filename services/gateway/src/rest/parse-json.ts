import type { JsonValue } from '@bufbuild/protobuf';
import { RequestError } from '../problem/errors.js';

const maxDepth = 32;

/**
 * Reads a JSON body.
 * @throws {RequestError} 400 when it is not UTF-8, not JSON, or nested deeper than 32 levels.
 */
export function parseJson(body: Uint8Array): JsonValue {
  const text = decode(body);
  if (depthExceeds(text, maxDepth))
    throw new RequestError(400, 'BODY_TOO_DEEP', `The body is nested deeper than ${maxDepth} levels.`);
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new RequestError(400, 'BODY_MALFORMED', 'The body is not JSON.');
  }
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new RequestError(400, 'BODY_MALFORMED', 'The body is not UTF-8.');
  }
}

/** Looked at before parsing, because parsing recurses. */
function depthExceeds(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') {
      if (++depth > limit) return true;
    } else if (char === '}' || char === ']') depth--;
  }
  return false;
}
