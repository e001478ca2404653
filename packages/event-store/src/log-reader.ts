import type { LoggedEvent } from '@linchpin/domain';
import type { Collection, Db, Filter } from '@linchpin/mongo';
import { eventsOfCommit, streamOfCommit } from './commit.js';
import { LogCorruptError } from './errors.js';
import { commitsOf } from './recovery.js';
import { endAfter, lastSegment, type Segment, segmentsOf } from './segment.js';

/** Which events to read. */
export interface ReadOptions {
  /** The position of the first one. */
  readonly from: number;
  /** The position of the last one. Default: the last one that is sealed when the reading begins. */
  readonly to?: number | undefined;
  /** Only the events of these aggregates, for instance `people.employee`. */
  readonly aggregates?: readonly string[] | undefined;
  /** Ends the reading with its reason. */
  readonly signal?: AbortSignal | undefined;
}

interface Place {
  readonly id: string;
  readonly position: number;
}

const commitsPerBatch = 1000;

/** Reads the sealed log of a service. */
export class LogReader {
  readonly #db: Db;
  readonly #segments: Collection<Segment>;

  constructor(db: Db) {
    this.#db = db;
    this.#segments = segmentsOf(db);
  }

  /** The position of the last sealed event; 0: there is none. */
  async head(): Promise<number> {
    return endAfter(await lastSegment(this.#segments)).next - 1;
  }

  /**
   * Events in order, in batches: the next batch is fetched while the caller works on one, and no further.
   * @throws {LogCorruptError} when a commit of the log is missing.
   */
  async *read({ from, to, aggregates, signal }: ReadOptions): AsyncGenerator<LoggedEvent[], void, undefined> {
    const last = to ?? (await this.head());
    const only = aggregates && new Set(aggregates);
    const inRange = ({ position }: LoggedEvent): boolean => position >= from && position <= last;
    let fetching: Promise<LoggedEvent[]> | undefined;
    for await (const places of this.#places(Math.max(1, from), last, only)) {
      signal?.throwIfAborted();
      const next = this.#events(places);
      next.catch(() => {}); // It is awaited below; until then its failure is not an unhandled one.
      const events = (await fetching)?.filter(inRange);
      fetching = next;
      if (events !== undefined && events.length > 0) yield events;
    }
    signal?.throwIfAborted();
    const events = (await fetching)?.filter(inRange);
    if (events !== undefined && events.length > 0) yield events;
  }

  /** The positions of a commit's events; undefined: it is not sealed yet, or there is none. */
  async positionOf(commitId: string): Promise<{ first: number; last: number } | undefined> {
    const segment = await this.#segments.findOne({ ids: commitId }, { projection: { ids: 1, counts: 1 } });
    if (segment === null) return undefined;
    const index = segment.ids.indexOf(commitId);
    const first = segment.counts.slice(0, index).reduce((sum, count) => sum + count, segment._id);
    return { first, last: first + segment.counts[index]! - 1 };
  }

  /** The last position up to which every event was recorded at or before an instant; 0: none. */
  async positionAt(instant: Date): Promise<number> {
    const segment = await this.#segments.findOne({ at: { $gt: instant } }, { sort: { at: 1, _id: 1 } });
    if (segment === null) return this.head();
    let next = segment._id;
    const commits = await commitsOf(this.#db, segment.ids);
    for (const [index, commit] of commits.entries()) {
      if (commit === undefined) throw missing(segment.ids[index]!, next);
      if (commit.at > instant) break;
      next += commit.ev.length;
    }
    return next - 1;
  }

  async *#places(from: number, to: number, only: ReadonlySet<string> | undefined): AsyncGenerator<Place[]> {
    const holder = await this.#segments.findOne(
      { _id: { $lte: from } },
      { sort: { _id: -1 }, projection: { _id: 1 } },
    );
    const range: Filter<Segment> = { _id: { $gte: holder?._id ?? 1, $lte: to } };
    let places: Place[] = [];
    for await (const segment of this.#segments.find(range, {
      sort: { _id: 1 },
      projection: { ids: 1, counts: 1 },
    })) {
      let position = segment._id;
      for (const [index, id] of segment.ids.entries()) {
        const next = position + segment.counts[index]!;
        if (next > from && position <= to && (only === undefined || only.has(aggregateOf(id))))
          places.push({ id, position });
        position = next;
        if (places.length < commitsPerBatch) continue;
        yield places;
        places = [];
      }
    }
    if (places.length > 0) yield places;
  }

  async #events(places: readonly Place[]): Promise<LoggedEvent[]> {
    const commits = await commitsOf(
      this.#db,
      places.map(({ id }) => id),
    );
    const events: LoggedEvent[] = [];
    for (const [index, { id, position }] of places.entries()) {
      const commit = commits[index];
      if (commit === undefined) throw missing(id, position);
      for (const event of eventsOfCommit(commit, position)) events.push(event);
    }
    return events;
  }
}

const aggregateOf = (commitId: string): string => {
  const stream = streamOfCommit(commitId);
  return stream.slice(0, stream.indexOf('/'));
};

const missing = (id: string, position: number): LogCorruptError =>
  new LogCorruptError(
    `the log has no commit ${id} at position ${position}, though it was sealed. Run verify().`,
  );
