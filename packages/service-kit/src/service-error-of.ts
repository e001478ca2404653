import { status } from '@grpc/grpc-js';
import { ServiceError } from './errors.js';
import { decodeRichStatus } from './rich-status.js';

/** The error a caller sees for a gRPC status and its details. */
export function serviceErrorOf(
  code: number,
  details: string,
  richStatus: Uint8Array | undefined,
  cause: unknown,
): ServiceError {
  const rich = richStatus === undefined ? undefined : decodeRichStatus(richStatus);
  return new ServiceError(rich?.reason || status[code] || 'UNKNOWN', code, details, rich?.violations, {
    cause,
  });
}
