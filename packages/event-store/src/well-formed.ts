import type { Commit } from './commit.js';
import type { Segment } from './segment.js';

/** Whether a document has all that a commit has, each of its kind, and nothing else: only that is hashed. */
export function isCommit(document: object): document is Commit {
  const { _id, v, at, cmd, req, by, tp, ev, ...rest } = document as Partial<Commit>;
  return (
    Object.keys(rest).length === 0 &&
    isText(_id) &&
    isCount(v) &&
    isInstant(at) &&
    isText(cmd) &&
    req instanceof Uint8Array &&
    isText(by) &&
    (tp === undefined ? !('tp' in document) : isText(tp) && tp !== '') &&
    Array.isArray(ev) &&
    ev.every(isStoredEvent)
  );
}

function isStoredEvent(event: unknown): boolean {
  if (typeof event !== 'object' || event === null) return false;
  const { t, s, d, ...rest } = event as Partial<Commit['ev'][number]>;
  return (
    Object.keys(rest).length === 0 && isText(t) && isCount(s) && s <= 0xffffffff && d instanceof Uint8Array
  );
}

/** Whether a document has all that a segment has, each of its kind, and nothing else. */
export function isSegment(document: object): document is Segment {
  const { _id, events, ids, counts, leaves, previous, hash, at, resumeToken, recoveredUntil, ...rest } =
    document as Partial<Segment>;
  return (
    Object.keys(rest).length === 0 &&
    isCount(_id) &&
    isCount(events) &&
    Array.isArray(ids) &&
    ids.length > 0 &&
    ids.every(isText) &&
    Array.isArray(counts) &&
    counts.length === ids.length &&
    counts.every(isCount) &&
    isBytes(leaves, ids.length * 32) &&
    isBytes(previous, 32) &&
    isBytes(hash, 32) &&
    isInstant(at)
  );
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isInstant = (value: unknown): boolean => value instanceof Date && Number.isSafeInteger(value.getTime());
const isBytes = (value: unknown, length: number): boolean =>
  value instanceof Uint8Array && value.byteLength === length;
