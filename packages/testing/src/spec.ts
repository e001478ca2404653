import { type Aggregate, type Case, evolve, isRefusal, type Refusal } from '@linchpin/domain';
import { expect } from 'vitest';

/** What may follow the facts: the command. */
export interface Given<Command extends Case, Event extends Case> {
  /** More facts, after those already given. */
  given(...events: readonly Event[]): Given<Command, Event>;
  /** The command that is put to the thing in that state. */
  when(command: Command): When<Event>;
}

/** What may follow the command: the answer. */
export interface When<Event extends Case> {
  /** The command leads to exactly these events, in this order; to none: it changes nothing. */
  then(...events: readonly Event[]): void;
  /** The command is refused with this code and, where given, for this field. */
  refuses(code: string, field?: string): void;
}

/**
 * Specifies the rules of an aggregate.
 * @example spec(site).given(opened(boston)).when(close({ siteId: 'boston', on })).then(closed({ siteId: 'boston', on }));
 */
export function spec<State, Command extends Case, Event extends Case>(
  aggregate: Aggregate<State, Command, Event>,
): Given<Command, Event> {
  const after = (facts: readonly Event[]): Given<Command, Event> => ({
    given: (...events) => after([...facts, ...events]),
    when: (command) => answerOf(decideAfter(aggregate, facts, command)),
  });
  return after([]);
}

function decideAfter<State, Command extends Case, Event extends Case>(
  aggregate: Aggregate<State, Command, Event>,
  facts: readonly Event[],
  command: Command,
): readonly Event[] | Refusal {
  const state = facts.reduce<State>((before, event) => evolve(aggregate, before, event), aggregate.initial);
  const rule = aggregate.decide[command.$case as Command['$case']];
  if (rule === undefined)
    throw new TypeError(`${aggregate.name} has no decision for the command ${command.$case}`);
  const decision = rule(command.value, state);
  // What is decided must also be folded: a rule whose event breaks the fold is wrong.
  if (!isRefusal(decision))
    decision.reduce<State>((before, event) => evolve(aggregate, before, event), state);
  return decision;
}

const answerOf = <Event extends Case>(decision: readonly Event[] | Refusal): When<Event> => ({
  // biome-ignore lint/suspicious/noThenProperty: given, when, then are the words of the trade, and this is never awaited
  then(...events) {
    expect(decision).toEqual(events);
  },
  refuses(code, field) {
    expect(decision).toMatchObject({ kind: 'refusal', code, ...(field === undefined ? {} : { field }) });
  },
});
