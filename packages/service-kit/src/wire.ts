import type { Codec } from '@linchpin/domain';
import { CallError } from './errors.js';

const received = new WeakMap<object, Uint8Array>();

/** What stands for a request whose bytes are not of its type. */
class Malformed {
  constructor(readonly cause: unknown) {}
}

/** Decodes a request and remembers its bytes. Never throws: what cannot be decoded is refused by {@link bytesOf}. */
export function decodeRequest(codec: Codec<object>, bytes: Uint8Array): object {
  const request = decoded(codec, bytes);
  received.set(request, bytes);
  return request;
}

/**
 * The bytes that a request came as.
 * @throws {CallError} INVALID_REQUEST when they are not of its type
 */
export function bytesOf(request: object): Uint8Array {
  if (request instanceof Malformed)
    throw new CallError('INVALID_REQUEST', `The request is not of its type: ${String(request.cause)}`);
  return received.get(request)!;
}

function decoded(codec: Codec<object>, bytes: Uint8Array): object {
  try {
    return codec.decode(bytes);
  } catch (cause) {
    return new Malformed(cause);
  }
}
