import type { Case, EventSource } from './aggregate.js';
import { decodeEvent } from './decode-event.js';

/** One event of a service's log, as it is stored, published and read. */
export interface LoggedEvent {
  /** Its number in the log of its service: contiguous, from 1. */
  readonly position: number;
  /** The thing it happened to, for instance `people.employee/10026`. */
  readonly stream: string;
  /** Its number in the stream: contiguous, from 1. */
  readonly version: number;
  /** The member of the contract's union, for instance `hired`. */
  readonly type: string;
  readonly schemaVersion: number;
  readonly recordedAt: Date;
  readonly commandId: string;
  /** The subject of the caller on whose command it was recorded. */
  readonly actor: string;
  /** W3C trace context of the command. */
  readonly traceparent?: string | undefined;
  /** The contract's event message, as stored. */
  readonly data: Uint8Array;
}

/** An event with its meaning decoded. */
export interface Recorded<Event extends Case = Case> extends Omit<LoggedEvent, 'data' | 'type'> {
  readonly event: Event;
  /** The id of the thing within its kind: the stream without the aggregate's name. */
  readonly id: string;
}

/** A stream's aggregate and id. The inverse of {@link streamOf}. */
export function parseStream(stream: string): { aggregate: string; id: string } {
  const slash = stream.indexOf('/');
  return { aggregate: stream.slice(0, slash), id: stream.slice(slash + 1) };
}

/** The stream of one thing: `streamOf('people.employee', '10026')` is `people.employee/10026`. */
export const streamOf = (aggregate: string, id: string): string => `${aggregate}/${id}`;

/** A logged event as its source means it now: usually one, after an upcast any number. */
export function meaningOf<Event extends Case>(
  source: EventSource<Event>,
  logged: LoggedEvent,
): readonly Recorded<Event>[] {
  // Field by field: a rebuild does this a million times, and a rest pattern costs several times as much.
  const { position, stream, version, schemaVersion, recordedAt, commandId, actor, traceparent, data } =
    logged;
  const { id } = parseStream(stream);
  const about = (event: Event) =>
    ({
      position,
      stream,
      version,
      schemaVersion,
      recordedAt,
      commandId,
      actor,
      traceparent,
      id,
      event,
    }) as const;
  return decodeEvent(source, data).map(about);
}
