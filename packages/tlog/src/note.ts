import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { MalformedError, NotProvenError } from './errors.js';

/**
 * Signs notes: the port behind which a key may be in a file, or in a device that does not let it out. The format is that
 * of C2SP signed-note, with Ed25519.
 */
export interface NoteSigner {
  /** The name of the key: for a log, its origin. */
  readonly name: string;
  /** What others verify with, `<name>+<id>+<key>`: publish it. */
  readonly verifierKey: string;
  /** The Ed25519 signature over a text. */
  sign(text: Uint8Array): Promise<Uint8Array>;
}

const ed25519 = 1;

/** A new Ed25519 key, as PEM. */
export const newNoteKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

/** Signs with a key in memory. @throws {MalformedError} when it is of another kind, or the name cannot be one. */
export function ed25519Signer(name: string, key: KeyObject): NoteSigner {
  if (key.asymmetricKeyType !== 'ed25519')
    throw new MalformedError(`The key of ${name} is not an Ed25519 key.`);
  if (!isName(name)) throw new MalformedError(`"${name}" cannot be the name of a key: no spaces, no "+".`);
  const publicKey = Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x!, 'base64url');
  const typed = Buffer.concat([Buffer.of(ed25519), publicKey]);
  return {
    name,
    verifierKey: `${name}+${idOf(name, typed).toString('hex')}+${typed.toString('base64')}`,
    sign: async (text) => sign(null, text, key),
  };
}

/** A signed note: the text, which ends with a newline, and a line with the signature. */
export async function signNote(text: string, signer: NoteSigner): Promise<string> {
  const { name, id } = readVerifierKey(signer.verifierKey);
  const signature = Buffer.concat([id, await signer.sign(Buffer.from(text))]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
}

/**
 * The text of a note that the key has signed. Signatures by other keys are passed over.
 * @throws {MalformedError} when it is no note
 * @throws {NotProvenError} when the key has not signed it
 */
export function openNote(note: string, verifierKey: string): string {
  const { name, id, key } = readVerifierKey(verifierKey);
  const end = note.lastIndexOf('\n\n');
  if (end === -1 || !note.endsWith('\n'))
    throw new MalformedError('A note is a text, an empty line, and signatures.');
  const text = note.slice(0, end + 1);
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const found = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line);
    if (found === null) throw new MalformedError(`This line of a note is not a signature: ${line}`);
    const signature = Buffer.from(found[2]!, 'base64');
    if (found[1] !== name || !signature.subarray(0, 4).equals(id)) continue;
    if (verify(null, Buffer.from(text), key, signature.subarray(4))) return text;
    throw new NotProvenError(`The signature of ${name} does not fit the note: it was changed.`);
  }
  throw new NotProvenError(`The note is not signed by the key ${name}+${id.toString('hex')}.`);
}

function readVerifierKey(text: string): { name: string; id: Buffer; key: KeyObject } {
  const [, name = '', id = '', base64 = ''] = /^([^+\s]+)\+([\da-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  const typed = Buffer.from(base64, 'base64');
  if (typed.length !== 33 || typed[0] !== ed25519 || idOf(name, typed).toString('hex') !== id)
    throw new MalformedError(`This is not the public key of a log, <name>+<id>+<key>: ${text.trim()}`);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: typed.subarray(1).toString('base64url') };
  return { name, id: Buffer.from(id, 'hex'), key: createPublicKey({ key: jwk, format: 'jwk' }) };
}

const isName = (name: string): boolean => /^[^+\s]+$/u.test(name);

const idOf = (name: string, typedKey: Uint8Array): Buffer =>
  createHash('sha256').update(`${name}\n`).update(typedKey).digest().subarray(0, 4);
