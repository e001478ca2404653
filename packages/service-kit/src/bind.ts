import type { Caller, Sites } from '@linchpin/access';
import type { AnyAggregate, Projection } from '@linchpin/domain';
import type { EventStore } from '@linchpin/event-store';
import type { ProjectionReader } from '@linchpin/projections';
import type { Pages } from './cursor.js';
import type { Definition, QueryName, RequestOf, ResponseOf } from './definition.js';

/** What a query has besides its request. */
export interface QueryContext {
  /** Who asks, verified. */
  readonly caller: Caller;
  /** The sites at which the caller has the permission of this RPC: filter by them. Never empty. */
  readonly scope: Sites;
  /** A projection of this service, in the collection that is in use now. */
  readonly read: <Document>(projection: Projection<Document>) => ProjectionReader<Document>;
  /** Loads things, and reads the log. */
  readonly store: EventStore;
  readonly clock: () => Date;
  /** Makes and opens page tokens for this RPC. */
  readonly pages: Pages;
  /** Aborted when the caller is gone or the deadline has passed. */
  readonly signal: AbortSignal;
  /** When the answer is no longer wanted. */
  readonly deadline: Date;
}

/** A handler for each RPC of a contract that is a question, and for none that is a command. */
export type Queries<D extends Definition> = {
  readonly [Name in QueryName<D>]: D['methods'][Name]['responseStream'] extends true
    ? (
        request: RequestOf<D['methods'][Name]>,
        context: QueryContext,
      ) => AsyncIterable<ResponseOf<D['methods'][Name]>>
    : (
        request: RequestOf<D['methods'][Name]>,
        context: QueryContext,
      ) => Promise<ResponseOf<D['methods'][Name]>>;
};

/** A service of a contract, bound to the rules that answer its commands and the handlers that answer its queries. */
export interface BoundApi {
  readonly definition: Definition;
  readonly aggregate: AnyAggregate | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: each handler has a request and a response of its own
  readonly queries: Readonly<Record<string, (request: any, context: QueryContext) => unknown>>;
}

/**
 * Binds a service of a contract. Commands need no code: they are derived from the contract's options and go to the
 * aggregate. Whether contract and aggregate fit is checked when the service starts.
 * @example bind(SiteServiceDefinition, { aggregate: site, queries: { listSites } })
 */
export const bind = <const D extends Definition>(
  definition: D,
  parts: { readonly aggregate?: AnyAggregate | undefined; readonly queries: Queries<D> },
): BoundApi => ({
  definition,
  aggregate: parts.aggregate,
  queries: parts.queries as unknown as BoundApi['queries'],
});
