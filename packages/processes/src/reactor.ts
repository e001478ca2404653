import {
  type Action,
  type LoggedEvent,
  meaningOf,
  type Process,
  type ReactionContext,
} from '@linchpin/domain';
import { aggregateOf } from '@linchpin/event-bus';
import { ReactionTimeoutError, UndecodableError } from './errors.js';
import type { TimerDocument } from './timers.js';

/** How long one reaction may take, in milliseconds. Five of them, and the pauses between, keep a stream for less than 10 s. */
const reactsWithin = 1_500;

/** Finds out what a process wants to do about events and timers. */
export class Reactor {
  readonly #process: Process;

  constructor(process: Process) {
    this.#process = process;
  }

  /** Whether the process may want to do anything about an event. Needs no decoding. */
  isOfInterest({ stream, type }: LoggedEvent): boolean {
    const aggregate = aggregateOf(stream);
    return this.#process.reactions.some(
      ({ source, on }) =>
        source.name === aggregate && (on[type] !== undefined || source.upcast?.[type] !== undefined),
    );
  }

  /** @throws {UndecodableError} when this build does not know what the event means; and what the reaction throws */
  async onEvent(logged: LoggedEvent, context: ReactionContext): Promise<readonly Action[]> {
    const actions: Action[] = [];
    for (const { source, on } of this.#process.reactions) {
      if (source.name !== aggregateOf(logged.stream)) continue;
      for (const recorded of decoded(() => meaningOf(source, logged), logged)) {
        const react = on[recorded.event.$case];
        if (react === undefined) continue;
        actions.push(...(await inTime(async () => react(recorded.event.value, recorded, context))));
      }
    }
    return actions;
  }

  /** @throws {UndecodableError} when the process has no such timer any more; and what its `fire` throws */
  async onTimer(
    { timer, key, due, data }: TimerDocument,
    context: ReactionContext,
  ): Promise<readonly Action[]> {
    const found = this.#process.timers?.find(({ name }) => name === timer);
    if (found === undefined)
      throw new UndecodableError('UNKNOWN_TIMER', `${this.#process.name} has no timer ${timer}.`);
    return inTime(async () => found.fire({ key, due, data }, context));
  }
}

function decoded<T>(decode: () => T, { stream, type, position }: LoggedEvent): T {
  try {
    return decode();
  } catch (cause) {
    throw new UndecodableError(
      'UNDECODABLE_EVENT',
      `The event ${type} of ${stream} at position ${position} cannot be decoded: ` +
        `${cause instanceof Error ? cause.message : String(cause)}.`,
      cause,
    );
  }
}

async function inTime<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ReactionTimeoutError(reactsWithin)), reactsWithin);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
