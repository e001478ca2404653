import {
  type Case,
  type EventSource,
  type LoggedEvent,
  type Projection,
  streamOf,
  type ValueOf,
} from '@linchpin/domain';
import { foldAll } from '@linchpin/projections';
import { expect } from 'vitest';

/** An event as it is put to a projection. */
export interface GivenEvent {
  readonly source: EventSource;
  readonly id: string;
  readonly event: Case;
  readonly recordedAt?: Date | undefined;
  readonly actor?: string | undefined;
}

/** Something that happened to one thing, for {@link projectionSpec}. */
export const happened = <Event extends Case>(
  source: EventSource<Event>,
  id: string,
  event: { [Name in Event['$case']]: { $case: Name; value: ValueOf<Event, Name> } }[Event['$case']],
  recorded: Pick<GivenEvent, 'recordedAt' | 'actor'> = {},
): GivenEvent => ({ source: source as unknown as EventSource, id, event, ...recorded });

/** The facts, and the documents they are to be folded into. */
export interface ProjectionGiven<Document> {
  given(...events: readonly GivenEvent[]): ProjectionGiven<Document>;
  /** By id: exactly these documents. */
  then(documents: Readonly<Record<string, Document>>): void;
}

/**
 * Specifies how a read model is folded. Events go through their stored form, as they do in a service.
 * @example projectionSpec(sites).given(happened(site, 'boston', opened(boston))).then({ boston: { … } });
 */
export function projectionSpec<Document>(projection: Projection<Document>): ProjectionGiven<Document> {
  const after = (facts: readonly GivenEvent[]): ProjectionGiven<Document> => ({
    given: (...events) => after([...facts, ...events]),
    // biome-ignore lint/suspicious/noThenProperty: given, when, then are the words of the trade, and this is never awaited
    then: (documents) => expect(Object.fromEntries(foldAll(projection, record(facts)))).toEqual(documents),
  });
  return after([]);
}

/** Events in their stored form. */
export function record(facts: readonly GivenEvent[]): LoggedEvent[] {
  const versions = new Map<string, number>();
  return facts.map(({ source, id, event, recordedAt, actor }, index) => {
    const stream = streamOf(source.name, id);
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    return {
      position: index + 1,
      stream,
      version,
      type: event.$case,
      schemaVersion: 1,
      recordedAt: recordedAt ?? new Date('2020-01-01T00:00:00Z'),
      commandId: `command-${index + 1}`,
      actor: actor ?? 'somebody',
      data: source.events.encode({ event }).finish(),
    };
  });
}
