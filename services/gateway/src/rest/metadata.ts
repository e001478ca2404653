import type { IncomingHttpHeaders } from 'node:http';
import { isTraceparent, metadataKeys } from '@linchpin/service-kit';
import { RequestError } from '../problem/errors.js';
import type { Route } from './routes.js';

/**
 * The gRPC metadata of a call: the caller's own token, passed on, and what the headers ask for.
 * @throws {RequestError} 400 for a header that cannot be meant.
 */
export function metadataOf(
  headers: IncomingHttpHeaders,
  { aggregate }: Route,
): Readonly<Record<string, string>> {
  const metadata: Record<string, string> = { [metadataKeys.authorization]: headers.authorization ?? '' };
  const { traceparent } = headers;
  if (typeof traceparent === 'string' && isTraceparent(traceparent))
    metadata[metadataKeys.traceparent] = traceparent;
  if (aggregate === undefined) {
    const token = visible(headers, 'linchpin-not-before', 512);
    if (token !== undefined) metadata[metadataKeys.notBefore] = token;
    return metadata;
  }
  const key = visible(headers, 'idempotency-key', 128);
  if (key !== undefined) metadata[metadataKeys.commandId] = key;
  const version = versionOf(headers['if-match']);
  if (version !== undefined) metadata[metadataKeys.expectedVersion] = version;
  return metadata;
}

function visible(headers: IncomingHttpHeaders, name: string, longest: number): string | undefined {
  const value = headers[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.length > longest || !/^[!-~]+$/.test(value))
    throw new RequestError(
      400,
      'HEADER_INVALID',
      `The header ${name} is not 1 to ${longest} visible ASCII characters.`,
    );
  return value;
}

function versionOf(ifMatch: string | undefined): string | undefined {
  if (ifMatch === undefined) return undefined;
  const version = /^"(\d{1,15})"$/.exec(ifMatch)?.[1];
  if (version === undefined)
    throw new RequestError(
      400,
      'HEADER_INVALID',
      'The header if-match is not one version in quotes, such as "12".',
    );
  return version;
}
