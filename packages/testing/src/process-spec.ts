import {
  type Action,
  type FiredTimer,
  meaningOf,
  type Process,
  type Projection,
  type ReactionContext,
  type Read,
  type Timer,
} from '@linchpin/domain';
import { foldAll } from '@linchpin/projections';
import { expect } from 'vitest';
import { type GivenEvent, record } from './projection-spec.js';

/** The facts, and what may follow them: one more, or a timer that is due. */
export interface ProcessGiven {
  /** What has happened before: seen by what the process reads, and not reacted to. */
  given(...events: readonly GivenEvent[]): ProcessGiven;
  /** An event that the process reacts to. */
  when(event: GivenEvent): ProcessWhen;
  /** A timer that is due. */
  whenDue<Data>(timer: Timer<Data>, fired: FiredTimer<Data>): ProcessWhen;
}

/** What the process does. */
export interface ProcessWhen {
  /** Exactly these actions, in this order; none: nothing. */
  sends(...actions: readonly Action[]): Promise<void>;
  /** It cannot, and says this: the stream would be parked. */
  fails(message: string | RegExp): Promise<void>;
}

/**
 * Specifies what a process does. What it reads is folded from the facts, with its event.
 * @example
 * await processSpec(openRequirements)
 *   .given(happened(requirement, 'dentist', required(licence)))
 *   .when(happened(employee, '7', hired(ada)))
 *   .sends(send(credential, '7/licence', require(…)));
 */
export function processSpec(process: Process): ProcessGiven {
  const after = (facts: readonly GivenEvent[]): ProcessGiven => ({
    given: (...events) => after([...facts, ...events]),
    when: (event) => outcomeOf(() => reactionsTo(process, [...facts, event])),
    whenDue: (timer, fired) =>
      outcomeOf(async () => {
        const found = process.timers?.find(({ name }) => name === timer.name);
        if (found === undefined) throw new TypeError(`${process.name} has no timer ${timer.name}`);
        return found.fire(fired, contextOver(facts));
      }),
  });
  return after([]);
}

async function reactionsTo(process: Process, facts: readonly GivenEvent[]): Promise<readonly Action[]> {
  const logged = record(facts).at(-1)!;
  const { source } = facts.at(-1)!;
  const actions: Action[] = [];
  for (const { source: from, on } of process.reactions) {
    if (from.name !== source.name) continue;
    for (const recorded of meaningOf(from, logged)) {
      const react = on[recorded.event.$case];
      if (react !== undefined)
        actions.push(...(await react(recorded.event.value, recorded, contextOver(facts))));
    }
  }
  return actions;
}

function contextOver(facts: readonly GivenEvent[]): ReactionContext {
  const all = <Document>(projection: Projection<Document>): Read<Document>[] =>
    [...foldAll(projection, record(facts))]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([_id, document]) => ({ ...document, _id }));
  return {
    get: async (projection, key) => all(projection).find(({ _id }) => _id === key),
    find: async (projection, where) =>
      all(projection).filter((document) =>
        Object.entries(where).every(([name, value]) => document[name as keyof typeof document] === value),
      ),
  };
}

const outcomeOf = (react: () => Promise<readonly Action[]>): ProcessWhen => ({
  async sends(...actions) {
    expect(await react()).toEqual(actions);
  },
  async fails(message) {
    await expect(react()).rejects.toThrow(message);
  },
});
