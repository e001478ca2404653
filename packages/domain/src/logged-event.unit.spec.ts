import { describe, expect, it } from 'vitest';
import type { EventEnvelope, EventSource } from './aggregate.js';
import { aggregate, evolve } from './aggregate.js';
import type { Codec } from './codec.js';
import { type LoggedEvent, meaningOf, parseStream, streamOf } from './logged-event.js';

type Moved = { $case: 'moved'; value: { by: number } };
type Jumped = { $case: 'jumped'; value: { times: number } };
type StepEvent = Moved | Jumped;

const text = { encode: new TextEncoder(), decode: new TextDecoder() };
const json = <Message>($type: string): Codec<Message> => ({
  $type,
  encode: (message) => ({ finish: () => text.encode.encode(JSON.stringify(message)) }),
  decode: (bytes) => JSON.parse(text.decode.decode(bytes)) as Message,
});

const events = json<EventEnvelope<StepEvent>>('test.StepEvent');
const logged = (event: StepEvent | undefined): LoggedEvent => ({
  position: 7,
  stream: 'test.step/a/b',
  version: 3,
  type: event?.$case ?? 'unknown',
  schemaVersion: 1,
  recordedAt: new Date('2026-01-01T00:00:00Z'),
  commandId: 'c',
  actor: 'ann',
  data: events.encode({ event }).finish(),
});

describe('a stream', () => {
  it('names an aggregate and an id, which may hold slashes', () => {
    expect(streamOf('people.employee', '10026')).toBe('people.employee/10026');
    expect(parseStream('test.step/a/b')).toEqual({ aggregate: 'test.step', id: 'a/b' });
  });
});

describe('the meaning of a logged event', () => {
  const source: EventSource<StepEvent> = { name: 'test.step', events };

  it('is the event itself, with where and when it was recorded', () => {
    const [recorded, ...rest] = meaningOf(source, logged({ $case: 'moved', value: { by: 2 } }));
    expect(rest).toEqual([]);
    expect(recorded).toMatchObject({
      position: 7,
      version: 3,
      id: 'a/b',
      event: { $case: 'moved', value: { by: 2 } },
    });
    expect(recorded).not.toHaveProperty('data');
  });

  it('is as many events as a retired one stands for now', () => {
    const upcasting: EventSource<StepEvent> = {
      ...source,
      upcast: {
        jumped: ({ times }) => Array.from({ length: times }, () => ({ $case: 'moved', value: { by: 10 } })),
      },
    };
    expect(
      meaningOf(upcasting, logged({ $case: 'jumped', value: { times: 2 } })).map(({ event }) => event),
    ).toEqual([
      { $case: 'moved', value: { by: 10 } },
      { $case: 'moved', value: { by: 10 } },
    ]);
    expect(meaningOf(upcasting, logged({ $case: 'jumped', value: { times: 0 } }))).toEqual([]);
  });

  it('cannot be told when the contract is older than the log', () => {
    expect(() => meaningOf(source, logged(undefined))).toThrow(
      /test.StepEvent holds an event that this contract does not know/,
    );
  });
});

describe('evolve', () => {
  const step = aggregate({
    name: 'test.step',
    commands: json<{ command: undefined }>('test.StepCommand'),
    events,
    initial: 0,
    decide: {},
    evolve: { moved: (at: number, { by }: Moved['value']) => at + by, jumped: (at: number) => at },
  });

  it('folds an event into the state', () => {
    expect(evolve(step, 5, { $case: 'moved', value: { by: 2 } })).toBe(7);
  });

  it('never passes over an event that it has no fold for', () => {
    expect(() => evolve(step, 5, { $case: 'vanished', value: {} } as never)).toThrow(
      'no fold for the event vanished',
    );
  });
});
