import { type LoggedEvent, streamOf } from '@linchpin/domain';
import { InvalidStreamError } from './errors.js';

/** One event of a commit as it is stored. */
export interface StoredEvent {
  /** The member of the contract's union. */
  readonly t: string;
  /** Its schema version. */
  readonly s: number;
  /** The contract's event message. */
  readonly d: Uint8Array;
}

/** The events of one accepted command: one document of the collection `commits`. Names are short: there are many. */
export interface Commit {
  /** Stream and commit number, see {@link commitIdOf}. */
  readonly _id: string;
  /** The version of its first event. */
  readonly v: number;
  /** When it was recorded; never earlier than the commit before it in the stream. */
  readonly at: Date;
  readonly cmd: string;
  /** A hash of the request, so that a command id that is used twice is noticed. */
  readonly req: Uint8Array;
  /** The subject of the caller. */
  readonly by: string;
  /** W3C trace context of the command. */
  readonly tp?: string;
  readonly ev: readonly StoredEvent[];
}

const digits = 10;

/** `people.employee/10026@0000000001`: sorts by number within its stream, so that a stream is one range of ids. */
export const commitIdOf = (stream: string, number: number): string =>
  `${stream}@${String(number).padStart(digits, '0')}`;

/** The stream of a commit. */
export const streamOfCommit = (id: string): string => id.slice(0, -digits - 1);

/** The number of a commit in its stream, from 1. */
export const commitNumberOf = (id: string): number => Number(id.slice(-digits));

/** The condition on `_id` for the commits of a stream with at least the given number. */
export const rangeOf = (stream: string, from = 0): { $gte: string; $lte: string } => ({
  $gte: commitIdOf(stream, from),
  $lte: `${stream}@${'9'.repeat(digits)}`,
});

// '@' ends the stream in a commit's id; control characters have no place in a name.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const forbidden = /[@\u0000-\u001f\u007f]/;

/**
 * The stream of one thing.
 * @throws {InvalidStreamError} when the id is empty, longer than 200 characters, or has `@` or a control character.
 */
export function checkedStream(aggregate: string, id: string): string {
  if (id === '' || id.length > 200 || forbidden.test(id))
    throw new InvalidStreamError(
      `${JSON.stringify(id)} cannot be the id of a ${aggregate}: 1 to 200 characters, without @ and control characters`,
    );
  return streamOf(aggregate, id);
}

/** The events of a commit whose first event has the given position. */
export function eventsOfCommit(commit: Commit, position: number): LoggedEvent[] {
  const stream = streamOfCommit(commit._id);
  return commit.ev.map(({ t, s, d }, index) => ({
    position: position + index,
    stream,
    version: commit.v + index,
    type: t,
    schemaVersion: s,
    recordedAt: commit.at,
    commandId: commit.cmd,
    actor: commit.by,
    traceparent: commit.tp,
    data: d,
  }));
}
