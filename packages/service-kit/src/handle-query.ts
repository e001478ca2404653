import type { Projections } from '@linchpin/projections';
import type { Metadata } from 'nice-grpc';
import { CallError } from './errors.js';
import { metadataKeys } from './metadata-keys.js';

/**
 * Waits until every projection of the service shows the commit that the caller's token names, or the caller stops
 * waiting. Nothing to do without a token.
 * @throws {NotYetVisibleError} shortly before the deadline, so that the sentence still reaches the caller
 */
export async function waitForToken(
  metadata: Metadata,
  projections: Projections,
  names: readonly string[],
  { deadline, signal }: { readonly deadline: Date; readonly signal: AbortSignal },
): Promise<void> {
  const token = metadata.get(metadataKeys.notBefore);
  if (token === undefined || token === '') return;
  const commitId = Buffer.from(token, 'base64url').toString();
  if (!/^[\w.-]+\/.+@\d{10}$/.test(commitId))
    throw new CallError('INVALID_REQUEST', `${metadataKeys.notBefore} is not a token of a command's reply.`);
  const soon = new Date(deadline.getTime() - replyMs);
  await Promise.all(
    names.map((name) => projections.waitForCommit(name, commitId, { deadline: soon, signal })),
  );
}

/** What is left of the deadline for the answer to travel. */
const replyMs = 50;
