import {
  aggregate,
  type Codec,
  defineProcess,
  defineProjection,
  defineTimer,
  fold,
  reactTo,
  send,
  setTimer,
} from '@linchpin/domain';
import { expect, it } from 'vitest';
import { processSpec } from './process-spec.js';
import { happened } from './projection-spec.js';

const json = <Message>(type: string): Codec<Message> => ({
  $type: type,
  encode: (message) => ({ finish: () => Buffer.from(JSON.stringify(message)) }),
  decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()) as Message,
});

type Ring = { $case: 'ring'; value: { times: number } };
type Rung = { $case: 'rung'; value: { times: number } };

const bell = aggregate({
  name: 'lab.bell',
  commands: json<{ command: Ring | undefined }>('lab.BellCommand'),
  events: json<{ event: Rung | undefined }>('lab.BellEvent'),
  initial: {},
  decide: { ring: (value): Rung[] => [{ $case: 'rung', value }] },
  evolve: { rung: (state) => state },
});

const rings = defineProjection<{ times: number }>({
  name: 'lab.rings',
  version: 1,
  sources: [
    fold<{ times: number }>()(bell, {
      key: ({ id }) => id,
      evolve: { rung: (before, { times }) => ({ times: (before?.times ?? 0) + times }) },
    }),
  ],
});

const again = defineTimer<{ times: number }>('again', ({ key, data }) => [
  send(bell, key, { $case: 'ring', value: data }),
]);

const due = new Date('2030-01-01T00:00:00Z');

const echo = defineProcess({
  name: 'lab.echo',
  startsFrom: 'beginning',
  timers: [again],
  reactions: [
    reactTo(bell, {
      rung: async (_, { id }, { get, find }) => {
        const times = (await get(rings, id))?.times ?? 0;
        if (times > 9) throw new Error('too loud');
        const others = await find(rings, { times });
        return [
          send(bell, others[0]!._id, { $case: 'ring', value: { times } }),
          setTimer(again, { key: id, due, data: { times } }),
        ];
      },
    }),
  ],
});

const rung = (id: string, times: number) => happened(bell, id, { $case: 'rung', value: { times } });

it('folds what the process reads from the facts and its event', async () => {
  await processSpec(echo)
    .given(rung('b', 1), rung('a', 3))
    .when(rung('b', 2))
    .sends(
      send(bell, 'a', { $case: 'ring', value: { times: 3 } }),
      setTimer(again, { key: 'b', due, data: { times: 3 } }),
    );
});

it('fires timers', async () => {
  await processSpec(echo)
    .whenDue(again, { key: 'a', due, data: { times: 2 } })
    .sends(send(bell, 'a', { $case: 'ring', value: { times: 2 } }));
});

it('tells what cannot be done, and does not hold for other actions', async () => {
  await processSpec(echo).when(rung('a', 10)).fails('too loud');
  await expect(processSpec(echo).when(rung('a', 1)).sends()).rejects.toThrow();
});
