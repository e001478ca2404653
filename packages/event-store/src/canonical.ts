import { createHash } from 'node:crypto';
import { leafHash } from '@linchpin/tlog';
import type { Commit } from './commit.js';
import { LogCorruptError } from './errors.js';

const format = 'linchpin.commit.v1';

/**
 * The one byte form of a commit that is hashed, whatever database holds it. All integers are big-endian; a text is its
 * UTF-8, bytes are themselves, each after its length in bytes as 4 bytes:
 *
 *     text   "linchpin.commit.v1"
 *     text   _id          8 bytes  v          8 bytes  at, milliseconds since 1970
 *     text   cmd          bytes    req        text     by        text  tp, empty when absent
 *     4 bytes number of events, and for each:  text t   4 bytes s   bytes d
 */
export function canonicalBytes(commit: Commit): Buffer {
  const texts = [format, commit._id, commit.cmd, commit.by, commit.tp ?? ''];
  let size = 4 * 5 + 8 + 8 + 4 + commit.req.byteLength + 4;
  for (const text of texts) size += Buffer.byteLength(text);
  for (const { t, d } of commit.ev) size += 12 + Buffer.byteLength(t) + d.byteLength;
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  const number = (value: number): void => {
    at = bytes.writeUInt32BE(value, at);
  };
  const long = (value: number): void => {
    at = bytes.writeBigInt64BE(BigInt(value), at);
  };
  const text = (value: string): void => {
    const length = bytes.write(value, at + 4);
    number(length);
    at += length;
  };
  const binary = (value: Uint8Array): void => {
    number(value.byteLength);
    bytes.set(value, at);
    at += value.byteLength;
  };
  text(format);
  text(commit._id);
  long(commit.v);
  long(commit.at.getTime());
  text(commit.cmd);
  binary(commit.req);
  text(commit.by);
  text(commit.tp ?? '');
  number(commit.ev.length);
  for (const { t, s, d } of commit.ev) {
    text(t);
    number(s);
    binary(d);
  }
  return bytes;
}

/**
 * The commit of which these are the canonical bytes.
 * @throws {LogCorruptError} when they are of no commit
 */
export function readCanonicalBytes(bytes: Uint8Array): Commit {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const skip = (length: number): number => {
    at += length;
    if (at > view.length) throw new LogCorruptError('the bytes of a commit end too early');
    return at - length;
  };
  const number = (): number => view.readUInt32BE(skip(4));
  const long = (): number => Number(view.readBigInt64BE(skip(8)));
  const binary = (): Buffer => {
    const length = number();
    const from = skip(length);
    return view.subarray(from, from + length);
  };
  const text = (): string => binary().toString();
  if (text() !== format) throw new LogCorruptError(`these are not bytes of ${format}`);
  const head = { _id: text(), v: long(), at: new Date(long()), cmd: text(), req: binary(), by: text() };
  const tp = text();
  const ev = Array.from({ length: number() }, () => ({ t: text(), s: number(), d: binary() }));
  if (at !== view.length) throw new LogCorruptError('there is more than the bytes of a commit');
  return { ...head, ...(tp !== '' && { tp }), ev };
}

/** The hash of a commit: a leaf of its segment's Merkle tree. */
export const commitHash = (commit: Commit): Buffer => leafHash(canonicalBytes(commit));

/** What a segment's hash covers besides the segments before it. */
export interface SegmentContent {
  /** The position of its first event. */
  readonly first: number;
  /** How many events it holds. */
  readonly events: number;
  /** The root of the Merkle tree over its commits' hashes. */
  readonly root: Uint8Array;
}

/** The `previous` of the first segment: 32 zero bytes. */
export const genesis: Uint8Array = new Uint8Array(32);

/** SHA-256 over byte 2, first position (8 bytes), number of events (8 bytes), the previous segment's hash, the root. */
export function segmentHash({ first, events, root }: SegmentContent, previous: Uint8Array): Buffer {
  const head = Buffer.alloc(17);
  head.writeUInt8(2, 0);
  head.writeBigInt64BE(BigInt(first), 1);
  head.writeBigInt64BE(BigInt(events), 9);
  return createHash('sha256').update(head).update(previous).update(root).digest();
}
