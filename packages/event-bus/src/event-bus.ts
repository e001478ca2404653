import type { LoggedEvent } from '@linchpin/domain';

/** Publishes the logs of services and subscribes to them. The port; {@link createBus} makes the one on Kafka. */
export interface EventBus {
  /**
   * Creates the topics of aggregates that have none yet, and checks those that are there.
   * @throws {TopicMismatchError} when an existing topic has other settings; it is never altered.
   */
  ensureTopics(aggregates: readonly string[]): Promise<void>;
  /**
   * Deletes the topics of aggregates and creates them empty, to be filled from the log again. Whoever follows them must
   * know repeats and gaps by position, as offsets begin anew; and nobody may publish to them meanwhile.
   */
  recreateTopics(aggregates: readonly string[]): Promise<void>;
  /** Connects a publisher. One service log has one at a time. */
  publisher(options: PublisherOptions): Promise<Publisher>;
  /** Joins a group, from the first event on when the group is new. The topics must exist. */
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /** What a group has not handled yet, by topic and partition. */
  lag(groupId: string, aggregates: readonly string[]): Promise<readonly PartitionLag[]>;
  /** Compares topics with the log they were published from. */
  verify(options: VerifyOptions): Promise<Verification>;
  /** Ends every publisher and subscription, after what they are doing. */
  close(): Promise<void>;
}

/** How far a publisher has come, and what it needs to go on exactly as it would have without a stop. */
export interface PublisherState {
  /** The last position published. 0: none. */
  readonly position: number;
  /**
   * The last position published to each partition that has any. It may be beyond `position` after topics were created
   * anew: what a partition has already is not sent to it again.
   */
  readonly previous: readonly PartitionPosition[];
}

/** The last position of one partition of an aggregate's topic. */
export interface PartitionPosition {
  /** For instance `people.employee`. */
  readonly aggregate: string;
  readonly partition: number;
  readonly position: number;
}

/** Where a publisher keeps its state. Durable; one per service log. */
export interface PublisherStateStore {
  load(): Promise<PublisherState | undefined>;
  save(state: PublisherState): Promise<void>;
}

export interface PublisherOptions {
  /** For instance `people`: the source of the events. */
  readonly service: string;
  readonly state: PublisherStateStore;
  /** Called once when the publisher cannot go on; the process must end. Nothing is dropped: a new one resumes. */
  readonly onFatal?: ((error: Error) => void) | undefined;
}

/** Sends the events of one log in order, one send at a time. */
export interface Publisher {
  /** The last position acknowledged by the bus: publish the one after it next. */
  readonly position: number;
  /**
   * Resolves when the bus has acknowledged the events and the state is saved. Calls are served one after the other.
   * @throws {NotContiguousError} when the events do not continue the position; nothing is sent.
   * @throws {PublisherFailedError} after a fatal error.
   */
  publish(events: readonly LoggedEvent[]): Promise<void>;
  /** Ends it after the publish under way. */
  close(): Promise<void>;
}

/** An event as a subscriber receives it. */
export interface ReceivedEvent extends LoggedEvent {
  /** The position of the event before it in the same topic and partition. 0: it is the first there. */
  readonly previous: number;
}

/** Consecutive events of one partition, at least one. */
export interface EventBatch {
  readonly topic: string;
  /** For instance `people.employee`. */
  readonly aggregate: string;
  readonly partition: number;
  readonly events: readonly ReceivedEvent[];
}

/** What a handler has while it handles. */
export interface DeliveryControl {
  /**
   * Call it after every piece of progress, never from a bare timer: a member that is silent for the session timeout
   * (30 s) loses its partitions. Cheap: it reaches the broker every 3 s at most.
   * @throws when the partitions are lost; let it pass, the events come again to whoever has them now.
   */
  heartbeat(): Promise<void>;
  /** Whether the partitions are still this member's. Ask before a side effect. */
  isCurrent(): boolean;
  /** @throws {GenerationLostError} when the partitions are no longer this member's. */
  assertCurrent(): void;
}

export interface SubscribeOptions {
  readonly groupId: string;
  /** Whose events, for instance `people.employee`. */
  readonly aggregates: readonly string[];
  /**
   * Handles what one poll brought: a batch for each partition that had events. One call at a time; the next poll waits
   * for it. Delivery is at least once: drop repeats by position. When it resolves, the batches are marked as handled;
   * when it throws, the subscription ends by {@link onCrash}, so retry what is passing inside.
   */
  readonly onBatches: (batches: readonly EventBatch[], control: DeliveryControl) => Promise<void>;
  /** Called when the subscription has ended by an error, at most once; the process must end. */
  readonly onCrash: (error: Error) => void;
}

/** A member of a group. */
export interface Subscription {
  /** When the bus last confirmed this member. Older than a minute while nothing is being handled: not alive. */
  lastConfirmedAt(): Date;
  /** The partitions that are this member's now, by topic. */
  assignment(): ReadonlyMap<string, readonly number[]>;
  /** Leaves the group after the delivery under way. */
  close(): Promise<void>;
}

export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Messages not yet handled. */
  readonly messages: number;
}

export interface VerifyOptions {
  readonly aggregates: readonly string[];
  /** The whole log of the service, from position 1 on, in order. It is read after the topics. */
  readonly log: AsyncIterable<readonly LoggedEvent[]>;
  /** How far it was published before: later events may be in the topics or not. Default: all of it was. */
  readonly published?: number | undefined;
}

/** What a comparison of topics with the log found. */
export interface Verification {
  /** Whether each partition holds exactly the log's events, in order. Repeats are allowed. */
  readonly complete: boolean;
  /** Different events seen in the topics. */
  readonly events: number;
  /** Messages that repeat an event already seen in their partition. */
  readonly repeats: number;
  /** Sentences that say what is wrong and where. */
  readonly problems: readonly string[];
  /** The aggregates whose topics do not hold what they should: publish them again. */
  readonly damaged: readonly string[];
}
