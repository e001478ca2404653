import type { Consumer } from 'kafkajs';

/** What a member knows about its place in the group. */
export interface Membership {
  /** Changes with every join. */
  generation(): number;
  /** When the broker last confirmed the member, in milliseconds since the epoch. */
  confirmedAt(): number;
  /** Whether a generation is this member's still, as far as can be known without asking. */
  isCurrent(generation: number): boolean;
  assignment(): ReadonlyMap<string, readonly number[]>;
}

/**
 * Follows a consumer's place in its group; kafkajs' own `isStale()` does not see a rebalance. Between two confirmations
 * the membership is a lease: partitions go to another only after this member was silent for the session timeout, or
 * after it was told to rejoin.
 */
export function followMembership(consumer: Consumer, sessionTimeout: number): Membership {
  let generation = 0;
  let confirmedAt = Date.now();
  let assignment: ReadonlyMap<string, readonly number[]> = new Map();
  const { GROUP_JOIN, HEARTBEAT, COMMIT_OFFSETS, REBALANCING, STOP, DISCONNECT } = consumer.events;
  const confirm = () => {
    confirmedAt = Date.now();
  };
  const leave = () => {
    generation += 1;
    assignment = new Map();
  };
  consumer.on(GROUP_JOIN, ({ payload }) => {
    generation += 1;
    assignment = new Map(Object.entries(payload.memberAssignment));
    confirm();
  });
  consumer.on(HEARTBEAT, confirm);
  consumer.on(COMMIT_OFFSETS, confirm);
  consumer.on(REBALANCING, leave);
  consumer.on(DISCONNECT, leave);
  consumer.on(STOP, leave);
  return {
    generation: () => generation,
    confirmedAt: () => confirmedAt,
    isCurrent: (held) => held === generation && Date.now() - confirmedAt < sessionTimeout,
    assignment: () => assignment,
  };
}
