import { type Aggregate, aggregate, type Case, type Codec, refuse } from '@linchpin/domain';
import type { CommandMeta } from './executor.js';

export type CounterCommand =
  | { $case: 'add'; value: { by: number } }
  | { $case: 'addEach'; value: { by: number[] } }
  | { $case: 'moveTo'; value: { site: string } };
export type CounterEvent =
  | { $case: 'added'; value: { by: number } }
  | { $case: 'addedTwice'; value: { by: number } }
  | { $case: 'moved'; value: { site: string } };
export interface Counter {
  readonly sum: number;
  readonly history: readonly number[];
  readonly site: string;
}

/** A codec that needs no contract: the tests are about storage. */
const json = <Message>($type: string): Codec<Message> => ({
  $type,
  encode: (message) => ({ finish: () => Buffer.from(JSON.stringify(message)) }),
  decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()),
});

/** A thing that adds up; `addedTwice` is retired and means two `added`. */
export const counter: Aggregate<Counter, CounterCommand, CounterEvent> = aggregate({
  name: 'test.counter',
  commands: json<{ command: CounterCommand | undefined }>('test.CounterCommand'),
  events: json<{ event: CounterEvent | undefined }>('test.CounterEvent'),
  initial: { sum: 0, history: [], site: '' } as Counter,
  decide: {
    add: ({ by }, { sum }) =>
      by === 0
        ? []
        : sum + by < 0
          ? refuse('BELOW_ZERO', `it would be ${sum + by}`)
          : [{ $case: 'added', value: { by } }],
    addEach: ({ by }) => by.map((each) => ({ $case: 'added', value: { by: each } })),
    moveTo: ({ site }) => [{ $case: 'moved', value: { site } }],
  },
  evolve: {
    added: (state, { by }) => ({ ...state, sum: state.sum + by, history: [...state.history.slice(-99), by] }),
    addedTwice: (state) => state,
    moved: (state, { site }) => ({ ...state, site }),
  },
  upcast: {
    addedTwice: ({ by }): CounterEvent[] => [
      { $case: 'added', value: { by } },
      { $case: 'added', value: { by } },
    ],
  },
});

export const add = (by: number): CounterCommand => ({ $case: 'add', value: { by } });

let commands = 0;

/** What comes with a command; each call is a command of its own unless it is told the id. */
export const meta = (more: Partial<CommandMeta<Counter>> = {}): CommandMeta<Counter> => ({
  commandId: `command-${++commands}`,
  requestHash: Buffer.alloc(16, 1),
  actor: 'tester',
  ...more,
});

/** A commit's event as it is stored. */
export const stored = (event: Case): { t: string; s: number; d: Uint8Array } => ({
  t: event.$case,
  s: 1,
  d: counter.events.encode({ event: event as CounterEvent }).finish(),
});
