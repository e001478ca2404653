import {
  type LoggedEvent,
  meaningOf,
  type Projection,
  type Recorded,
  type SourceFold,
} from '@linchpin/domain';
import { aggregateOf } from '@linchpin/event-bus';
import { PoisonEventError } from './errors.js';

/** Documents by id; undefined where there is none, or no longer. */
export type Documents<Document> = Map<string, Document | undefined>;

/** One event applied to one document. */
export interface Step<Document> {
  readonly key: string;
  readonly logged: LoggedEvent;
  readonly recorded: Recorded;
  readonly fold: (document: Document | undefined, value: unknown, recorded: Recorded) => Document | undefined;
}

/** Folds events into documents as a projection says. Pure. */
export class Folder<Document> {
  readonly #projection: Projection<Document>;
  readonly #sources = new Map<string, SourceFold<Document>[]>();

  constructor(projection: Projection<Document>) {
    this.#projection = projection;
    for (const each of projection.sources)
      this.#sources.set(each.source.name, [...(this.#sources.get(each.source.name) ?? []), each]);
  }

  /**
   * What events do to documents, in order.
   * @throws {PoisonEventError} when one cannot be decoded, or its key cannot be told.
   */
  steps(events: readonly LoggedEvent[]): Step<Document>[] {
    const steps: Step<Document>[] = [];
    for (const event of events) {
      try {
        this.#addSteps(event, steps);
      } catch (cause) {
        throw this.#poison(event, cause);
      }
    }
    return steps;
  }

  /**
   * Applies steps to the documents, which must hold every key that exists.
   * @throws {PoisonEventError} when a fold fails.
   */
  apply(steps: readonly Step<Document>[], documents: Documents<Document>): void {
    for (const { key, logged, recorded, fold } of steps) {
      try {
        documents.set(key, fold(documents.get(key), recorded.event.value, recorded));
      } catch (cause) {
        throw this.#poison(logged, cause);
      }
    }
  }

  #addSteps(logged: LoggedEvent, steps: Step<Document>[]): void {
    for (const { source, key, evolve } of this.#sources.get(aggregateOf(logged.stream)) ?? []) {
      // An event that nothing folds needs no decoding, unless an upcast turns it into one that is folded.
      if (evolve[logged.type] === undefined && source.upcast?.[logged.type] === undefined) continue;
      for (const recorded of meaningOf(source, logged)) {
        const fold = evolve[recorded.event.$case];
        const id = fold === undefined ? undefined : key(recorded);
        if (fold !== undefined && id !== undefined) steps.push({ key: id, logged, recorded, fold });
      }
    }
  }

  #poison = ({ stream, position, type }: LoggedEvent, cause: unknown) =>
    new PoisonEventError(this.#projection.name, stream, position, type, cause);
}

/**
 * The documents that a projection makes of events: what its collection must equal. Pure.
 * @throws {PoisonEventError} when an event cannot be folded.
 */
export function foldAll<Document>(
  projection: Projection<Document>,
  events: readonly LoggedEvent[],
): ReadonlyMap<string, Document> {
  const folder = new Folder(projection);
  const documents: Documents<Document> = new Map();
  folder.apply(folder.steps(events), documents);
  return present(documents);
}

/** The documents that exist. */
export const present = <Document>(documents: Documents<Document>): Map<string, Document> =>
  new Map([...documents].filter((entry): entry is [string, Document] => entry[1] !== undefined));
