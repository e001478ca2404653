import type { Codec } from './codec.js';
import type { Refusal } from './refusal.js';

/** One member of a contract's oneof, as ts-proto writes it: `{ $case: 'hired', value: EmployeeHired }`. */
export interface Case {
  readonly $case: string;
  // biome-ignore lint/suspicious/noExplicitAny: any member of any contract's union fits here
  readonly value: any;
}

/** What the member `Name` of a union carries. */
export type ValueOf<Union extends Case, Name extends Union['$case']> = Extract<
  Union,
  { $case: Name }
>['value'];

/** The message that holds a command union, for instance `EmployeeCommand`. */
export interface CommandEnvelope<Command extends Case = Case> {
  command: Command | undefined;
}

/** The message that holds an event union, for instance `EmployeeEvent`. */
export interface EventEnvelope<Event extends Case = Case> {
  event: Event | undefined;
}

/** Where events come from: an aggregate, seen by those who only read its events. */
export interface EventSource<Event extends Case = Case> {
  /** For instance `people.employee`: the service and the kind of thing. */
  readonly name: string;
  readonly events: Codec<EventEnvelope<Event>>;
  /** Translates events that are no longer recorded into those that are; a fold never sees a retired event. */
  readonly upcast?: Upcasters<Event> | undefined;
}

/** By the name of the retired event: the events that now say the same. */
export type Upcasters<Event extends Case> = {
  readonly [Name in Event['$case']]?: (value: ValueOf<Event, Name>) => readonly Event[];
};

/**
 * One kind of thing with its own rules and life. Pure: no I/O, no clock, no randomness. Types come from the contract's
 * unions, so a command without a decision or an event without a fold does not compile.
 */
export interface Aggregate<State, Command extends Case = Case, Event extends Case = Case>
  extends EventSource<Event> {
  readonly commands: Codec<CommandEnvelope<Command>>;
  readonly initial: State;
  /** Raise it when a helper of the folds changes its meaning: snapshots of the state are then made anew. Default 1. */
  readonly stateVersion?: number | undefined;
  readonly decide: {
    readonly [Name in Command['$case']]: (
      command: ValueOf<Command, Name>,
      state: State,
    ) => readonly Event[] | Refusal;
  };
  readonly evolve: {
    readonly [Name in Event['$case']]: (state: State, event: ValueOf<Event, Name>) => State;
  };
  /**
   * The sites at which the thing is on a day (ISO 8601), or will be after it; a caller without one of them does not see
   * it. Absent: it belongs to no site.
   */
  readonly sites?: (state: State, today: string) => readonly string[];
  /** Whether a fact that takes effect on a day (ISO 8601) may refer to it. Absent: from its first event on. */
  readonly isOpen?: (state: State, on: string) => boolean;
}

/** Declares an aggregate; its types are inferred from the contract's codecs and the initial state. */
export const aggregate = <State, Command extends Case, Event extends Case>(
  definition: Aggregate<State, Command, Event>,
): Aggregate<State, Command, Event> => definition;

/** Any aggregate, where the particular one does not matter. */
// biome-ignore lint/suspicious/noExplicitAny: a registry of aggregates holds every state and union
export type AnyAggregate = Aggregate<any, any, any>;

/**
 * The state after one more event.
 * @throws {TypeError} when the aggregate has no fold for it, which the compiler rules out for events of its contract.
 */
export function evolve<State, Event extends Case>(
  { name, evolve: folds }: Aggregate<State, Case, Event>,
  state: State,
  event: Event,
): State {
  const fold = folds[event.$case as Event['$case']];
  if (fold === undefined) throw new TypeError(`${name} has no fold for the event ${event.$case}`);
  return fold(state, event.value);
}
