import type { Aggregate, AnyAggregate, Case, EventSource, ValueOf } from './aggregate.js';
import type { Recorded } from './logged-event.js';
import type { Projection } from './projection.js';

/** A command that a process sends to a thing of its own service. */
export interface SentCommand {
  readonly kind: 'command';
  readonly aggregate: AnyAggregate;
  /** The id of the thing, for instance `10026`. */
  readonly id: string;
  readonly command: Case;
}

/** A timer that a process sets; one of the same name and key that has not fired is replaced. */
export interface SetTimer {
  readonly kind: 'set-timer';
  readonly timer: string;
  readonly key: string;
  /** The instant at which it is to fire; one that has passed fires at once. */
  readonly due: Date;
  /** What it carries until it fires: plain data that MongoDB can hold. */
  readonly data: unknown;
}

/** A timer that a process no longer wants; nothing happens when there is none. */
export interface CancelTimer {
  readonly kind: 'cancel-timer';
  readonly timer: string;
  readonly key: string;
}

/** What a process does. */
export type Action = SentCommand | SetTimer | CancelTimer;

/** The actions of one reaction, in the order in which they are done. */
export type Actions = readonly Action[] | Promise<readonly Action[]>;

/** A document as a process reads it, with its key. */
export type Read<Document> = Document & { readonly _id: string };

/**
 * What a reaction may look at besides its event. A projection that folds the event's aggregate includes the event;
 * of everything else it shows what it has come to by then.
 */
export interface ReactionContext {
  /** The document with a key; undefined: there is none. */
  get<Document>(projection: Projection<Document>, key: string): Promise<Read<Document> | undefined>;
  /** The documents, at most 10,000, whose fields equal these, in the order of their keys. */
  find<Document>(
    projection: Projection<Document>,
    where: Readonly<Partial<Document>>,
  ): Promise<readonly Read<Document>[]>;
}

/** How a process reacts to the events of one source. Events without an entry are of no interest. */
export interface Reactions<Event extends Case = Case> {
  readonly source: EventSource<Event>;
  readonly on: {
    readonly [Name in Event['$case']]?: (
      value: ValueOf<Event, Name>,
      recorded: Recorded<Event>,
      context: ReactionContext,
    ) => Actions;
  };
}

/** A timer that is due. */
export interface FiredTimer<Data> {
  readonly key: string;
  readonly due: Date;
  readonly data: Data;
}

/** A kind of timer of a process, and what is done when one is due. */
export interface Timer<Data = unknown> {
  /** Unique in the process, for instance `expiring`. */
  readonly name: string;
  readonly fire: (timer: FiredTimer<Data>, context: ReactionContext) => Actions;
}

/** Reacts to events, and to the passing of time, by sending commands. Pure but for what its context reads. */
export interface Process {
  /** For instance `compliance.open-requirements`. What it did is known by this name: never change it. */
  readonly name: string;
  /** Where it begins when it first starts: at the first event ever, or at what is recorded from then on. */
  readonly startsFrom: 'beginning' | 'now';
  // biome-ignore lint/suspicious/noExplicitAny: each source has a union of its own
  readonly reactions: readonly Reactions<any>[];
  // biome-ignore lint/suspicious/noExplicitAny: each timer carries data of its own
  readonly timers?: readonly Timer<any>[];
  /** Codes of refusals that are as good as done, for instance `ALREADY_REQUIRED`. Any other refusal parks the stream. */
  readonly acceptedRefusals?: readonly string[];
}

/** Declares a process. */
export const defineProcess = (definition: Process): Process => definition;

/** Declares how a process reacts to one source; the types of the events are inferred from the source. */
export const reactTo = <Event extends Case>(
  source: EventSource<Event>,
  on: Reactions<Event>['on'],
): Reactions<Event> => ({ source, on });

/** Declares a kind of timer; `Data` is what it carries. */
export const defineTimer = <Data>(name: string, fire: Timer<Data>['fire']): Timer<Data> => ({ name, fire });

/** Sends a command to a thing. */
export const send = <State, Command extends Case, Event extends Case>(
  aggregate: Aggregate<State, Command, Event>,
  id: string,
  command: { [Name in Command['$case']]: { $case: Name; value: ValueOf<Command, Name> } }[Command['$case']],
): SentCommand => ({ kind: 'command', aggregate: aggregate as AnyAggregate, id, command });

/** Sets a timer. @param key what it is about, for instance the id of a thing */
export const setTimer = <Data>(timer: Timer<Data>, { key, due, data }: FiredTimer<Data>): SetTimer => ({
  kind: 'set-timer',
  timer: timer.name,
  key,
  due,
  data,
});

/** Cancels a timer. */
// biome-ignore lint/suspicious/noExplicitAny: whatever it carries is dropped
export const cancelTimer = (timer: Timer<any>, key: string): CancelTimer => ({
  kind: 'cancel-timer',
  timer: timer.name,
  key,
});
