import type { Case, EventEnvelope, EventSource, LoggedEvent } from '@linchpin/domain';
import { defineProjection, fold, streamOf } from '@linchpin/domain';
import type { Commit } from '@linchpin/event-store';
import { commitIdOf } from '@linchpin/event-store';

/** Something was counted. */
export type TallyEvent =
  | { $case: 'added'; value: { group: string; amount: number } }
  | { $case: 'cleared'; value: object };

/** A source whose contract is JSON, so that specs need no contract of a service. */
export const tally: EventSource<TallyEvent> = {
  name: 'lab.tally',
  events: {
    $type: 'lab.v1.TallyEvent',
    encode: (message: EventEnvelope<TallyEvent>) => ({ finish: () => Buffer.from(JSON.stringify(message)) }),
    decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()) as EventEnvelope<TallyEvent>,
  },
};

export interface Tally {
  readonly total: number;
  readonly events: number;
}

/** Sums by stream. An amount below 0 cannot be folded. */
export const totals = (version = 1, factor = 1) =>
  defineProjection<Tally>({
    name: 'lab.totals',
    version,
    indexes: [{ total: 1 }],
    sources: [
      fold<Tally>()(tally, {
        key: ({ id }) => id,
        evolve: {
          added: (sum = { total: 0, events: 0 }, { amount }) => {
            if (amount < 0) throw new RangeError(`the amount ${amount} is below 0`);
            return { total: sum.total + amount * factor, events: sum.events + 1 };
          },
          cleared: () => undefined,
        },
      }),
    ],
  });

/** Sums by group, over many streams. */
export const groups = defineProjection<Tally>({
  name: 'lab.groups',
  version: 1,
  sources: [
    fold<Tally>()(tally, {
      key: ({ event }) => (event.$case === 'added' ? event.value.group : undefined),
      evolve: {
        added: (sum = { total: 0, events: 0 }, { amount }) => ({
          total: sum.total + amount,
          events: sum.events + 1,
        }),
      },
    }),
  ],
});

/** Events as a log holds them, each a commit of its own, over so many streams in turn. */
export function tallies(first: number, count: number, streams = 10): LoggedEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const position = first + index;
    const id = position % streams;
    return logged(position, String(id), Math.floor((position - (id === 0 ? streams : id)) / streams) + 1, {
      $case: 'added',
      value: { group: `g${position % 3}`, amount: position % 7 },
    });
  });
}

/** One event. */
export const logged = (position: number, id: string, version: number, event: Case): LoggedEvent => ({
  position,
  stream: streamOf(tally.name, id),
  version,
  type: event.$case,
  schemaVersion: 1,
  recordedAt: new Date(1_700_000_000_000 + position),
  commandId: `command-${position}`,
  actor: 'spec',
  data: tally.events.encode({ event: event as TallyEvent }).finish(),
});

/** The commit that holds the event alone. */
export const commitOf = (event: LoggedEvent): Commit => ({
  _id: commitIdOf(event.stream, event.version),
  v: event.version,
  at: event.recordedAt,
  cmd: event.commandId,
  req: Buffer.alloc(16),
  by: event.actor,
  ev: [{ t: event.type, s: event.schemaVersion, d: event.data }],
});
