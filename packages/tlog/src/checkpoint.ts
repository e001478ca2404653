import { MalformedError } from './errors.js';
import { type NoteSigner, openNote, signNote } from './note.js';

/** The head of a log's tree, as C2SP tlog-checkpoint writes it. */
export interface Checkpoint {
  /** Which log: the name of its key. */
  readonly origin: string;
  /** How many leaves. */
  readonly size: number;
  /** The root of the RFC 6962 tree over them. */
  readonly root: Uint8Array;
}

/** A signed checkpoint of the log that the key is named after. */
export const signCheckpoint = (
  { size, root }: Omit<Checkpoint, 'origin'>,
  signer: NoteSigner,
): Promise<string> => signNote(`${signer.name}\n${size}\n${Buffer.from(root).toString('base64')}\n`, signer);

/**
 * Reads a checkpoint that the key has signed. Lines after the root are not looked at.
 * @throws {MalformedError} when it is no checkpoint, or of another log than the key
 * @throws {NotProvenError} when the key has not signed it
 */
export function openCheckpoint(note: string, verifierKey: string): Checkpoint {
  const [origin = '', digits = '', base64 = ''] = openNote(note, verifierKey).split('\n');
  const root = Buffer.from(base64, 'base64');
  const size = /^(0|[1-9]\d{0,15})$/.test(digits) ? Number(digits) : Number.NaN;
  if (!Number.isSafeInteger(size) || root.length !== 32 || root.toString('base64') !== base64)
    throw new MalformedError('A checkpoint is an origin, a size and a root, a line each.');
  if (!verifierKey.trim().startsWith(`${origin}+`))
    throw new MalformedError(`The checkpoint is of ${origin}, which is not the log of the key.`);
  return { origin, size, root };
}
