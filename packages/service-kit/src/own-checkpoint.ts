import {
  type Checkpoint,
  MalformedError,
  type NoteSigner,
  NotProvenError,
  openCheckpoint,
} from '@linchpin/tlog';
import { CallError } from './errors.js';

/** The key of the log. @throws {CallError} when it has none */
export function requireSigner(signer: NoteSigner | undefined): NoteSigner {
  if (signer === undefined)
    throw new CallError('NO_LOG_KEY', 'This service has no key to sign with: set LINCHPIN_LOG_KEY_FILE.');
  return signer;
}

/** Reads a checkpoint that the log of this service has signed. @throws {CallError} when it has not */
export function openOwnCheckpoint(note: string, signer: NoteSigner | undefined): Checkpoint {
  try {
    return openCheckpoint(note, requireSigner(signer).verifierKey);
  } catch (error) {
    if (error instanceof MalformedError || error instanceof NotProvenError)
      throw new CallError('CHECKPOINT_INVALID', error.message, 'checkpoints');
    throw error;
  }
}
