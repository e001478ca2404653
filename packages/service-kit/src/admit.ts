import { bearerToken, type Caller, type Sites, sitesFor, type Verifier } from '@linchpin/access';
import type { Metadata } from 'nice-grpc';
import { CallError } from './errors.js';
import { metadataKeys } from './metadata-keys.js';
import type { Rpc } from './rpc.js';
import { validate } from './validation.js';
import { bytesOf } from './wire.js';

/** A call that may go on to its handler. */
export interface Admitted {
  readonly caller: Caller;
  /** The sites at which the caller has the permission of the RPC. Never empty. */
  readonly scope: Sites;
  /** The request as it came. */
  readonly bytes: Uint8Array;
}

/**
 * Lets a call in: a known caller, who has the permission somewhere, with a request that keeps to its contract.
 * @throws {TokenError} {@link CallError} PERMISSION_MISSING, INVALID_REQUEST
 */
export async function admit(
  rpc: Rpc,
  request: object,
  metadata: Metadata,
  verifier: Verifier,
): Promise<Admitted> {
  const caller = await verifier.verify(bearerToken(metadata.get(metadataKeys.authorization)));
  const scope = sitesFor(caller, rpc.permission);
  if (scope !== 'all' && scope.size === 0)
    throw new CallError('PERMISSION_MISSING', `${caller.subject} lacks the permission ${rpc.permission}.`);
  const bytes = bytesOf(request);
  validate(rpc.request, bytes);
  return { caller, scope, bytes };
}

/** @throws {CallError} OUT_OF_SCOPE unless the permission holds at every site of the group */
export function requireEverywhere(scope: Sites, permission: string): void {
  if (scope !== 'all')
    throw new CallError(
      'OUT_OF_SCOPE',
      `This concerns every site of the group; the permission ${permission} is held at some only.`,
    );
}
