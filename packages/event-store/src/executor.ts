import {
  type Aggregate,
  type AnyAggregate,
  type Case,
  isRefusal,
  type Refusal,
  refuse,
} from '@linchpin/domain';
import { type Commit, checkedStream, commitIdOf, type StoredEvent } from './commit.js';
import { CommitConflictError, CommitTooLargeError, ContentionError } from './errors.js';
import type { GroupCommitter } from './group-committer.js';
import type { Snapshots } from './snapshots.js';
import type { StreamLoader } from './stream-loader.js';
import { StreamQueue } from './stream-queue.js';
import { type StreamState, stateAfter } from './stream-state.js';

/** What comes with a command besides itself. */
export interface CommandMeta<State = unknown> {
  /** Made by the caller; the same command under the same id is done once, however often it comes. */
  readonly commandId: string;
  /** A hash of the request, 16 bytes: the same id with another request is refused as COMMAND_ID_REUSED. */
  readonly requestHash: Uint8Array;
  /** The subject of the caller. */
  readonly actor: string;
  /** W3C trace context. */
  readonly traceparent?: string | undefined;
  /** Refused as VERSION_CONFLICT when the stream is at another version. */
  readonly expectedVersion?: number | undefined;
  /** Runs on the state before the decision: whether this caller may do this to this thing. */
  readonly check?: ((state: State) => Refusal | undefined) | undefined;
}

/** A command that was accepted; its events, if any, are durable. */
export interface Accepted {
  readonly kind: 'accepted';
  readonly stream: string;
  /** The version of the stream after it: the number of its events. */
  readonly version: number;
  /** The commit that holds its events; undefined: it changed nothing and no commit precedes it. */
  readonly commitId: string | undefined;
  /** It had been accepted before; this is its first answer. */
  readonly repeated: boolean;
  /** How many events it led to. */
  readonly events: number;
}

/** Limits of one commit and of the work on one stream. */
export const limits = {
  /** Events in one commit. */
  events: 1000,
  /** Bytes of one event: under the 1 MB that Kafka takes as one record. */
  eventBytes: 900_000,
  /** Bytes of one commit: well under MongoDB's 16 MB. */
  commitBytes: 8_000_000,
  /** Commands that wait for one stream. */
  waiting: 1000,
  /** Tries before contention with other processes is an error. */
  attempts: 30,
} as const;

/** Answers commands: finds the state, asks the rules, appends what they decide. */
export class Executor {
  readonly #loader: StreamLoader;
  readonly #committer: GroupCommitter;
  readonly #snapshots: Snapshots;
  readonly #clock: () => Date;
  readonly #snapshotEvery: number;
  readonly #queue = new StreamQueue(limits.waiting);

  constructor(parts: {
    loader: StreamLoader;
    committer: GroupCommitter;
    snapshots: Snapshots;
    clock: () => Date;
    snapshotEvery: number;
  }) {
    this.#loader = parts.loader;
    this.#committer = parts.committer;
    this.#snapshots = parts.snapshots;
    this.#clock = parts.clock;
    this.#snapshotEvery = parts.snapshotEvery;
  }

  /** See {@link EventStore.execute}. */
  async execute<State, Command extends Case, Event extends Case>(
    aggregate: Aggregate<State, Command, Event>,
    id: string,
    command: Command,
    meta: CommandMeta<State>,
  ): Promise<Accepted | Refusal> {
    const stream = checkedStream(aggregate.name, id);
    const turn = this.#queue.acquire(stream);
    if (turn !== undefined) await turn;
    try {
      for (let attempt = 1; attempt <= limits.attempts; attempt++) {
        const answer = await this.#attempt(aggregate, stream, command, meta as CommandMeta, attempt > 1);
        if (answer !== undefined) return answer;
        if (attempt > 2) await pauseAfter(attempt);
      }
      throw new ContentionError(stream, limits.attempts);
    } finally {
      this.#queue.release(stream);
    }
  }

  /** Undefined: another process was faster, try again. */
  async #attempt(
    aggregate: AnyAggregate,
    stream: string,
    command: Case,
    meta: CommandMeta,
    refresh: boolean,
  ): Promise<Accepted | Refusal | undefined> {
    let at = this.#loader.cached(stream);
    let fresh = false;
    if (at === undefined) {
      at = await this.#loader.load(aggregate, stream);
      this.#loader.keep(stream, at);
      fresh = true;
    } else if (refresh) {
      await this.#loader.refresh(aggregate, stream, at);
      fresh = true;
    }
    for (;;) {
      const first = at.commandIds.has(meta.commandId) ? await this.#firstAnswer(stream, meta) : undefined;
      if (first !== undefined) return first;
      const decision = decide(aggregate, at, command, meta);
      if (!isRefusal(decision) && decision.length > 0)
        return (await this.#append(aggregate, stream, at, decision, meta))
          ? accepted(stream, at, decision.length)
          : undefined;
      // Nothing is to be written, so nothing would show that the state in memory is out of date: look.
      if (fresh || !(await this.#loader.refresh(aggregate, stream, at)))
        return isRefusal(decision) ? decision : accepted(stream, at, 0);
      fresh = true;
    }
  }

  async #firstAnswer(stream: string, meta: CommandMeta): Promise<Accepted | Refusal | undefined> {
    const commit = await this.#loader.findCommand(stream, meta.commandId);
    if (commit === null) return undefined;
    if (commit.by !== meta.actor || Buffer.compare(commit.req, meta.requestHash) !== 0)
      return refuse(
        'COMMAND_ID_REUSED',
        `the command id ${meta.commandId} was used for another request on ${stream}`,
      );
    const events = commit.ev.length;
    return {
      kind: 'accepted',
      stream,
      version: commit.v + events - 1,
      commitId: commit._id,
      repeated: true,
      events,
    };
  }

  async #append(
    aggregate: AnyAggregate,
    stream: string,
    at: StreamState,
    decision: readonly Case[],
    { commandId, requestHash, actor, traceparent }: CommandMeta,
  ): Promise<boolean> {
    const commit: Commit = {
      _id: commitIdOf(stream, at.commits + 1),
      v: at.version + 1,
      at: new Date(Math.max(this.#clock().getTime(), at.recordedAt)),
      cmd: commandId,
      req: requestHash,
      by: actor,
      ...(traceparent === undefined ? {} : { tp: traceparent }),
      ev: encode(aggregate, stream, decision),
    };
    // Before the write: an event that cannot be folded must not get into the log.
    const state = stateAfter(aggregate, at.state, commit);
    try {
      await this.#committer.append(commit);
    } catch (error) {
      if (error instanceof CommitConflictError) return false;
      throw error;
    }
    const before = at.version;
    at.state = state;
    at.version += commit.ev.length;
    at.commits++;
    at.recordedAt = commit.at.getTime();
    at.commandIds.add(commandId);
    if (Math.floor(before / this.#snapshotEvery) < Math.floor(at.version / this.#snapshotEvery))
      this.#snapshots.write(aggregate, stream, at);
    return true;
  }
}

function decide(
  aggregate: AnyAggregate,
  at: StreamState,
  command: Case,
  meta: CommandMeta,
): readonly Case[] | Refusal {
  // First whether the caller may see it at all: its version is no one else's business.
  const refused = meta.check?.(at.state);
  if (refused !== undefined) return refused;
  if (meta.expectedVersion !== undefined && meta.expectedVersion !== at.version)
    return refuse('VERSION_CONFLICT', `expected version ${meta.expectedVersion}, but it is at ${at.version}`);
  const rule = aggregate.decide[command.$case];
  if (rule === undefined)
    throw new TypeError(`${aggregate.name} has no decision for the command ${command.$case}`);
  return rule(command.value, at.state);
}

const accepted = (stream: string, at: StreamState, events: number): Accepted => ({
  kind: 'accepted',
  stream,
  version: at.version,
  commitId: at.commits === 0 ? undefined : commitIdOf(stream, at.commits),
  repeated: false,
  events,
});

function encode(aggregate: AnyAggregate, stream: string, decision: readonly Case[]): StoredEvent[] {
  if (decision.length > limits.events)
    throw new CommitTooLargeError(
      `${decision.length} events at once for ${stream}; the limit is ${limits.events}`,
    );
  let total = 0;
  const events = decision.map((event) => {
    const d = aggregate.events.encode({ event }).finish();
    total += d.byteLength;
    if (d.byteLength > limits.eventBytes)
      throw new CommitTooLargeError(
        `the event ${event.$case} for ${stream} has ${d.byteLength} bytes; the limit is ${limits.eventBytes}`,
      );
    return { t: event.$case, s: 1, d };
  });
  if (total > limits.commitBytes)
    throw new CommitTooLargeError(
      `a commit of ${total} bytes for ${stream}; the limit is ${limits.commitBytes}`,
    );
  return events;
}

/** Full jitter up to 2 ms per attempt so far: processes that collide must not go on in step. */
const pauseAfter = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 2 * attempt));
