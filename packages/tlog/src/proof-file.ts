import { type Checkpoint, openCheckpoint } from './checkpoint.js';
import { MalformedError, NotProvenError } from './errors.js';
import { leafHash, rootOf } from './merkle.js';

const header = 'c2sp.org/tlog-proof@v1';

/** A proof that a leaf is in a log, whole: nothing else is needed but the log's public key. */
export interface LogProof {
  /** The bytes of the leaf; in the file they are the `extra`. */
  readonly leaf: Uint8Array;
  /** Its place among the leaves, from 0. */
  readonly index: number;
  /** Its audit path. */
  readonly path: readonly Uint8Array[];
  /** The signed checkpoint of the tree that the path leads to. */
  readonly checkpoint: string;
}

/** Writes a proof as C2SP tlog-proof says. */
export const formatProof = ({ leaf, index, path, checkpoint }: LogProof): string =>
  [header, `extra ${base64(leaf)}`, `index ${index}`, ...path.map(base64), '', checkpoint].join('\n');

/**
 * Reads a proof and checks it: signature, path and root.
 * @returns the leaf that was proven, its place, and the checkpoint
 * @throws {MalformedError} when it is no proof with the bytes of its leaf
 * @throws {NotProvenError} when it does not show what it claims
 */
export function openProof(
  file: string,
  verifierKey: string,
): { readonly leaf: Uint8Array; readonly index: number; readonly checkpoint: Checkpoint } {
  const end = file.indexOf('\n\n');
  const [first, extra, place, ...hashes] = file.slice(0, Math.max(0, end)).split('\n');
  const leaf = bytesOf(/^extra (\S+)$/.exec(extra ?? '')?.[1]);
  const index = /^index (0|[1-9]\d{0,15})$/.exec(place ?? '')?.[1];
  if (first !== header || leaf === undefined || index === undefined)
    throw new MalformedError(`A proof begins with the lines "${header}", "extra …" and "index …".`);
  const path = hashes.map((line) => {
    const hash = bytesOf(line);
    if (hash?.length !== 32) throw new MalformedError(`This line of a proof is not a hash: ${line}`);
    return hash;
  });
  const checkpoint = openCheckpoint(file.slice(end + 2), verifierKey);
  const root = rootOf(leafHash(leaf), Number(index), checkpoint.size, path);
  if (root === undefined || Buffer.compare(root, checkpoint.root) !== 0)
    throw new NotProvenError('The path does not lead from the leaf to the root of the checkpoint.');
  return { leaf, index: Number(index), checkpoint };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function bytesOf(text: string | undefined): Buffer | undefined {
  const bytes = Buffer.from(text ?? '', 'base64');
  return text !== undefined && bytes.toString('base64') === text ? bytes : undefined;
}
