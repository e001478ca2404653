import { createHmac, timingSafeEqual } from 'node:crypto';
import { CallError } from './errors.js';

/** Page tokens of one query: opaque, and refused when they are forged or come from another query. */
export interface Pages {
  /**
   * A token for the next page.
   * @param position where the next page starts: anything that JSON can hold
   * @param query what must be the same for the next page: the request without its page token
   */
  next(position: unknown, query?: unknown): string;
  /**
   * Where a page starts; undefined for the first one, whose token is empty.
   * @throws {CallError} PAGE_TOKEN_INVALID
   */
  open<Position>(token: string, query?: unknown): Position | undefined;
}

const macBytes = 16;

/** Page tokens for one RPC, signed with the service's key. */
export function createPages(key: Uint8Array, rpc: string): Pages {
  const sign = (payload: Buffer, query: unknown): Buffer =>
    createHmac('sha256', key)
      .update(`${rpc}\n${stableJson(withoutPage(query))}\n`)
      .update(payload)
      .digest()
      .subarray(0, macBytes);
  return {
    next(position, query) {
      const payload = Buffer.from(JSON.stringify(position));
      return Buffer.concat([sign(payload, query), payload]).toString('base64url');
    },
    open<Position>(token: string, query?: unknown): Position | undefined {
      if (token === '') return undefined;
      const bytes = Buffer.from(token, 'base64url');
      const payload = bytes.subarray(macBytes);
      if (bytes.length <= macBytes || !timingSafeEqual(bytes.subarray(0, macBytes), sign(payload, query)))
        throw new CallError(
          'PAGE_TOKEN_INVALID',
          'The page token is not one that this query gave out. Repeat the query without it, from the first page.',
          'page_token',
        );
      return JSON.parse(payload.toString()) as Position;
    },
  };
}

/** The page may grow or shrink between calls; what is asked may not. */
function withoutPage(query: unknown): unknown {
  if (typeof query !== 'object' || query === null) return query;
  const { pageToken: _, pageSize: __, ...rest } = query as Record<string, unknown>;
  return rest;
}

/** The same text for equal values, whatever the order of their keys. */
const stableJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return `${inner}n`;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  }) ?? '';
