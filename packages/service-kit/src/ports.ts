import type { AnyAggregate, Case, LoggedEvent, Projection, Refusal } from '@linchpin/domain';
import type { Collection } from '@linchpin/mongo';

/** What the kit needs of the event store. */
export interface Store {
  execute(aggregate: AnyAggregate, id: string, command: Case, meta: CommandMeta): Promise<Accepted | Refusal>;
  /** The state of one thing now, or as it had been recorded by an instant. Version 0: it does not exist. */
  load<State>(
    aggregate: { readonly name: string; readonly initial: State },
    id: string,
    options?: { readonly asOf?: Date | undefined },
  ): Promise<{ readonly state: State; readonly version: number }>;
  readonly log: Log;
}

/** What comes with a command besides itself. */
export interface CommandMeta {
  readonly commandId: string;
  /** 16 bytes. */
  readonly requestHash: Uint8Array;
  readonly actor: string;
  readonly traceparent?: string | undefined;
  readonly expectedVersion?: number | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: each aggregate has a state of its own
  readonly check?: ((state: any) => Refusal | undefined) | undefined;
}

/** A command that was accepted. */
export interface Accepted {
  readonly kind: 'accepted';
  readonly stream: string;
  readonly version: number;
  readonly commitId: string | undefined;
  readonly repeated: boolean;
}

/** What the kit needs of a service's log. */
export interface Log {
  read(options: {
    readonly from: number;
    readonly to?: number | undefined;
    readonly aggregates?: readonly string[] | undefined;
    readonly signal?: AbortSignal | undefined;
  }): AsyncIterable<readonly LoggedEvent[]>;
  head(): Promise<number>;
  /** The last position recorded at an instant or before it. */
  positionAt(instant: Date): Promise<number>;
}

/** What queries read: the collection that answers for a projection now. */
export type Read = <Document extends object>(
  projection: Projection<Document>,
) => Collection<Document & { _id: string }>;
