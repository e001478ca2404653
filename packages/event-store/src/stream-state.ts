import { type AnyAggregate, decodeEvent, evolve } from '@linchpin/domain';
import type { CommandIds } from './command-ids.js';
import { type Commit, commitNumberOf, streamOfCommit } from './commit.js';
import { LogCorruptError } from './errors.js';

/** Where a stream stands after its latest known commit. */
export interface StreamState<State = unknown> {
  state: State;
  /** The number of its events. */
  version: number;
  /** The number of its commits. */
  commits: number;
  /** When the latest commit was recorded, in milliseconds since 1970. */
  recordedAt: number;
  readonly commandIds: CommandIds;
}

/**
 * Moves the state on by one commit.
 * @throws {LogCorruptError} when the commit is not the next one.
 */
export function advance(aggregate: AnyAggregate, at: StreamState, commit: Commit): void {
  if (commitNumberOf(commit._id) !== at.commits + 1 || commit.v !== at.version + 1)
    throw new LogCorruptError(
      `${streamOfCommit(commit._id)} has a gap: after commit ${at.commits} with version ${at.version} comes ` +
        `${commit._id} with version ${commit.v}. Run verify() on the log.`,
    );
  at.state = stateAfter(aggregate, at.state, commit);
  at.version += commit.ev.length;
  at.commits++;
  at.recordedAt = commit.at.getTime();
  at.commandIds.add(commit.cmd);
}

/** The state after the events of a commit, as their stored bytes mean them. */
export function stateAfter(aggregate: AnyAggregate, state: unknown, commit: Pick<Commit, 'ev'>): unknown {
  let after = state;
  for (const { d } of commit.ev)
    for (const event of decodeEvent(aggregate, d)) after = evolve(aggregate, after, event);
  return after;
}
