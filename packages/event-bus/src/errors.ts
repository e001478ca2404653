/** A message that is not an event of the platform, or not whole. */
export class PoisonMessageError extends Error {
  readonly code = 'POISON_MESSAGE';
  override readonly name = 'PoisonMessageError';
  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly offset: string,
    problem: string,
  ) {
    super(
      `The message at offset ${offset} of ${topic}, partition ${partition}, ${problem}. ` +
        'Only the publisher of the service may write to this topic: find who wrote it, and end that.',
    );
  }
}

/** A topic that exists with other settings than the platform needs. */
export class TopicMismatchError extends Error {
  readonly code = 'TOPIC_MISMATCH';
  override readonly name = 'TopicMismatchError';
  constructor(
    readonly topic: string,
    readonly problems: readonly string[],
  ) {
    super(
      `The topic ${topic} exists with other settings: ${problems.join('; ')}. It is left as it is. ` +
        'Set them by hand if that is safe, or publish the log again to a new topic.',
    );
  }
}

/** Events that do not continue what was published. */
export class NotContiguousError extends Error {
  readonly code = 'NOT_CONTIGUOUS';
  override readonly name = 'NotContiguousError';
  constructor(
    readonly expected: number,
    readonly found: number,
  ) {
    super(
      `The next event to publish is at position ${expected}, not ${found}: ` +
        `${found < expected ? 'it is published already' : 'the events between are missing'}.`,
    );
  }
}

/** An event of an aggregate whose topic nobody asked for. */
export class UnknownTopicError extends Error {
  readonly code = 'UNKNOWN_TOPIC';
  override readonly name = 'UnknownTopicError';
  constructor(readonly aggregate: string) {
    super(`The aggregate ${aggregate} has no topic: call ensureTopics with its name first.`);
  }
}

/** An event that no topic takes. */
export class EventTooLargeError extends Error {
  readonly code = 'EVENT_TOO_LARGE';
  override readonly name = 'EventTooLargeError';
  constructor(
    readonly position: number,
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`The event at position ${position} takes ${bytes} bytes on the bus; the most is ${limit}.`);
  }
}

/** A publisher that has ended by an error. */
export class PublisherFailedError extends Error {
  readonly code = 'PUBLISHER_FAILED';
  override readonly name = 'PublisherFailedError';
  constructor(position: number, cause: unknown) {
    super(
      `Publishing ended after position ${position}: ${cause instanceof Error ? cause.message : String(cause)}. ` +
        'End the process; a new one resumes there.',
      { cause },
    );
  }
}

/** Partitions that went to another member of the group. */
export class GenerationLostError extends Error {
  readonly code = 'GENERATION_LOST';
  override readonly name = 'GenerationLostError';
  constructor(groupId: string) {
    super(
      `The partitions are no longer this member's in the group ${groupId}; whoever has them handles the events.`,
    );
  }
}

/** A subscription whose handler failed. */
export class HandlerFailedError extends Error {
  readonly code = 'HANDLER_FAILED';
  override readonly name = 'HandlerFailedError';
  constructor(groupId: string, where: string, cause: unknown) {
    super(
      `The group ${groupId} could not handle ${where}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

/** A bus that does not answer. */
export class BusUnavailableError extends Error {
  readonly code = 'BUS_UNAVAILABLE';
  override readonly name = 'BusUnavailableError';
  constructor(brokers: readonly string[], cause: unknown) {
    super(`Kafka does not answer at ${brokers.join(', ')}. Start it, or correct LINCHPIN_KAFKA_BROKERS.`, {
      cause,
    });
  }
}
