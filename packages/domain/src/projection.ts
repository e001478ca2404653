import type { Case, EventSource, ValueOf } from './aggregate.js';
import type { Recorded } from './logged-event.js';

/** Folds the events of one source into documents of a projection. */
export interface SourceFold<Document, Event extends Case = Case> {
  readonly source: EventSource<Event>;
  /** The id of the document that an event belongs to; undefined: none. */
  readonly key: (event: Recorded<Event>) => string | undefined;
  /** The document after the event; undefined: it has none, or no longer. Events without a fold change nothing. */
  readonly evolve: {
    readonly [Name in Event['$case']]?: (
      document: Document | undefined,
      value: ValueOf<Event, Name>,
      recorded: Recorded<Event>,
    ) => Document | undefined;
  };
}

/** A read model: documents folded from events. Pure. */
export interface Projection<Document = unknown> {
  /** For instance `people.staff`: the service and what it answers. */
  readonly name: string;
  /** Raise it when a fold changes its meaning: the projection is then built anew beside the old one. */
  readonly version: number;
  // biome-ignore lint/suspicious/noExplicitAny: each source has a union of its own
  readonly sources: readonly SourceFold<Document, any>[];
  /** Key patterns as MongoDB takes them: `[{ siteId: 1, name: 1 }]`. */
  readonly indexes?: readonly Readonly<Record<string, 1 | -1>>[];
}

/** Declares a projection. */
export const defineProjection = <Document>(definition: Projection<Document>): Projection<Document> =>
  definition;

/** Declares how one source is folded; the types of the events are inferred from the source. */
export const fold =
  <Document>() =>
  <Event extends Case>(
    source: EventSource<Event>,
    folds: Omit<SourceFold<Document, Event>, 'source'>,
  ): SourceFold<Document, Event> => ({ source, ...folds });
