import {
  aggregate,
  type Case,
  type Codec,
  cancelTimer,
  defineProcess,
  defineProjection,
  defineTimer,
  fold,
  type Process,
  type ReactionContext,
  reactTo,
  refuse,
  send,
  setTimer,
} from '@linchpin/domain';

/** A contract in JSON, so that specs need none of a service. */
const json = <Message>(type: string): Codec<Message> => ({
  $type: type,
  encode: (message) => ({ finish: () => Buffer.from(JSON.stringify(message)) }),
  decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()) as Message,
});

type OrderCommand =
  | { $case: 'place'; value: { amount: number; account: string } }
  | { $case: 'void'; value: object };
type OrderEvent =
  | { $case: 'placed'; value: { amount: number; account: string } }
  | { $case: 'voided'; value: object };

/** Orders: what the specs' process reacts to. */
export const order = aggregate({
  name: 'lab.order',
  commands: json<{ command: OrderCommand | undefined }>('lab.OrderCommand'),
  events: json<{ event: OrderEvent | undefined }>('lab.OrderEvent'),
  initial: { count: 0 },
  decide: {
    place: (value): OrderEvent[] => [{ $case: 'placed', value }],
    void: (value): OrderEvent[] => [{ $case: 'voided', value }],
  },
  evolve: { placed: ({ count }) => ({ count: count + 1 }), voided: ({ count }) => ({ count: count + 1 }) },
});

type AccountCommand =
  | { $case: 'credit'; value: { amount: number; note: string } }
  | { $case: 'remind'; value: { note: string } }
  | { $case: 'open'; value: object };
type AccountEvent =
  | { $case: 'credited'; value: { amount: number; note: string } }
  | { $case: 'reminded'; value: { note: string } }
  | { $case: 'opened'; value: object };

/** Accounts: what the specs' process sends commands to. One named `closed…` refuses until it is opened. */
export const account = aggregate({
  name: 'lab.account',
  commands: json<{ command: AccountCommand | undefined }>('lab.AccountCommand'),
  events: json<{ event: AccountEvent | undefined }>('lab.AccountEvent'),
  initial: { notes: [] as readonly string[], open: false },
  decide: {
    credit: (value, { open }) =>
      value.note.startsWith('closed') && !open
        ? refuse('CLOSED', 'the account is closed')
        : value.amount === 0
          ? refuse('NOTHING', 'there is nothing to credit')
          : [{ $case: 'credited', value } satisfies AccountEvent],
    remind: (value): AccountEvent[] => [{ $case: 'reminded', value }],
    open: (value): AccountEvent[] => [{ $case: 'opened', value }],
  },
  evolve: {
    credited: (state, { note }) => ({ ...state, notes: [...state.notes, note] }),
    reminded: (state, { note }) => ({ ...state, notes: [...state.notes, `reminded ${note}`] }),
    opened: (state) => ({ ...state, open: true }),
  },
});

/** How many orders each account has. */
export const orders = defineProjection<{ count: number; account: string }>({
  name: 'lab.orders',
  version: 1,
  sources: [
    fold<{ count: number; account: string }>()(order, {
      key: ({ event }) => (event.$case === 'placed' ? event.value.account : undefined),
      evolve: {
        placed: (document, value) => ({ count: (document?.count ?? 0) + 1, account: value.account }),
      },
    }),
  ],
});

/** Reminds an account when an order has not been voided by its day. */
export const reminder = defineTimer<{ account: string }>('reminder', ({ key, data }) => [
  send(account, data.account, { $case: 'remind', value: { note: key } }),
]);

/** What a spec may have the process do. */
export interface CreditOptions extends Partial<Pick<Process, 'startsFrom' | 'acceptedRefusals'>> {
  readonly onPlaced?: (note: string, context: ReactionContext) => unknown;
  readonly due?: (note: string) => Date | undefined;
}

/** Credits an account for each order. */
export const credit = ({
  onPlaced,
  due,
  startsFrom = 'beginning',
  acceptedRefusals = [],
}: CreditOptions = {}) =>
  defineProcess({
    name: 'lab.credit',
    startsFrom,
    acceptedRefusals,
    timers: [reminder],
    reactions: [
      reactTo(order, {
        placed: async ({ amount, account: id }, { stream, version, id: key }, context) => {
          const note = `${id} ${stream}#${version}`;
          await onPlaced?.(note, context);
          const at = due?.(note);
          return [
            send(account, id, { $case: 'credit', value: { amount, note } }),
            ...(at === undefined ? [] : [setTimer(reminder, { key, due: at, data: { account: id } })]),
          ];
        },
        voided: (_, { id }) => [cancelTimer(reminder, id)],
      }),
    ],
  });

/** Places an order. */
export const place = (accountId: string, amount = 1): Extract<OrderCommand, Case & { $case: 'place' }> => ({
  $case: 'place',
  value: { amount, account: accountId },
});
