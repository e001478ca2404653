import type { LoggedEvent } from '@linchpin/domain';

/** The log of a service, as its owner lets others read it. */
export interface LogReader {
  /** Events in the order of their positions, in batches: from one position to another, both included. */
  read(options: {
    readonly from: number;
    readonly to?: number | undefined;
    readonly aggregates?: readonly string[] | undefined;
    readonly signal?: AbortSignal | undefined;
  }): AsyncIterable<readonly LoggedEvent[]>;
  /** The last position. 0: the log is empty. */
  head(): Promise<number>;
  /** The positions of a commit's events; undefined: it has none yet. */
  positionOf(commitId: string): Promise<{ readonly first: number; readonly last: number } | undefined>;
}

/** Finds the log of a service by its name, for instance `people`. */
export type LogOf = (service: string) => LogReader;

/** The service of an aggregate: `people.employee` is of `people`. */
export const serviceOf = (aggregate: string): string => aggregate.slice(0, aggregate.indexOf('.'));
