import type { Case, CommandEnvelope, EventEnvelope, ValueOf } from './aggregate.js';
import type { Codec } from './codec.js';

/** A constructor for each member of a union. */
export type Constructors<Union extends Case> = {
  readonly [Name in Union['$case']]: (value: ValueOf<Union, Name>) => Extract<Union, { $case: Name }>;
};

/**
 * Constructors for the events of a contract's union.
 * @example const { opened, closed } = eventsOf(SiteEvent);
 */
export const eventsOf = <Event extends Case>(_: Codec<EventEnvelope<Event>>): Constructors<Event> =>
  constructors();

/**
 * Constructors for the commands of a contract's union.
 * @example const { open, close } = commandsOf(SiteCommand);
 */
export const commandsOf = <Command extends Case>(_: Codec<CommandEnvelope<Command>>): Constructors<Command> =>
  constructors();

const constructors = <Union extends Case>(): Constructors<Union> =>
  new Proxy({} as Constructors<Union>, {
    get: (_, $case) => (value: unknown) => ({ $case, value }),
  });
