import { randomUUID } from 'node:crypto';
import { ChannelCredentials } from '@grpc/grpc-js';
import type { Caller } from '@linchpin/access';
import {
  type CallOptions,
  type Client,
  ClientError,
  type ClientMiddleware,
  createChannel,
  createClientFactory,
  Metadata,
} from 'nice-grpc';
import { type DeadlineOptions, deadlineMiddleware } from 'nice-grpc-client-middleware-deadline';
import { clientOptions } from './client-options.js';
import { defaultDeadlineMs } from './deadline.js';
import type { Definition } from './definition.js';
import { metadataKeys } from './metadata-keys.js';
import { retryUnavailable } from './retry.js';
import { richStatusKey } from './rich-status.js';
import { serviceErrorOf } from './service-error-of.js';

/** What can be said with each call. */
export interface CallExtras extends DeadlineOptions {
  /** The command's id; the same again is done once. Default: a new one for each call. */
  readonly commandId?: string | undefined;
  /** Refused as VERSION_CONFLICT when the stream is at another version. */
  readonly expectedVersion?: number | undefined;
  /** The token of a command's reply: a query's answer includes its events. */
  readonly notBefore?: string | undefined;
  /** Calls as the caller of the call that is being served, who stays the one that is decided about. */
  readonly caller?: Pick<Caller, 'token'> | undefined;
}

/** How a client connects. */
export interface ConnectOptions {
  /** The token of calls that carry no caller of their own. */
  readonly token?: string | undefined;
  /** How long a call may take, in milliseconds, where it does not say. Default 30,000. */
  readonly deadline?: number | undefined;
}

/** A typed client: one method for each RPC. */
export type Connected<D extends Definition> = Client<D, CallExtras>;

const channels = new WeakMap<object, { close(): void }>();

/** Ends the connection of a client. It is not a method: every name of a client's may be an RPC's. */
export const disconnect = (client: object): void => channels.get(client)?.close();

/**
 * Connects to a service of a contract at `host:port`. Calls fail with {@link ServiceError}; where no service answers
 * they are tried again within their deadline.
 * @example await connect(SiteServiceDefinition, '127.0.0.1:7001', { token }).open({ siteId: 'boston', … });
 */
export function connect<D extends Definition>(
  definition: D,
  address: string,
  options: ConnectOptions = {},
): Connected<D> {
  const channel = createChannel(address, ChannelCredentials.createInsecure(), clientOptions);
  const client = createClientFactory()
    .use(richErrors)
    .use(retrying(options.deadline ?? defaultDeadlineMs))
    .use(extras(options))
    .create(definition, channel);
  channels.set(client, channel);
  return client;
}

/** Turns what a call needs into its metadata. Runs first. */
const extras = ({ token }: ConnectOptions): ClientMiddleware<Omit<CallExtras, 'deadline'>> =>
  async function* extrasMiddleware(call, { commandId, expectedVersion, notBefore, caller, ...options }) {
    const metadata = Metadata(options.metadata);
    const bearer = caller?.token ?? token;
    if (bearer !== undefined) metadata.set(metadataKeys.authorization, `Bearer ${bearer}`);
    metadata.set(metadataKeys.commandId, commandId ?? randomUUID());
    if (expectedVersion !== undefined) metadata.set(metadataKeys.expectedVersion, String(expectedVersion));
    if (notBefore !== undefined) metadata.set(metadataKeys.notBefore, notBefore);
    try {
      return yield* call.next(call.request, { ...options, metadata });
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      // The client's own: its deadline passed before the service said anything.
      throw serviceErrorOf(error.code, error.details, undefined, error);
    }
  };

/** Tries again what found no service, within the deadline; tells the server the time that is left. */
const retrying = (defaultDeadlineMs: number): ClientMiddleware<DeadlineOptions> =>
  async function* retryMiddleware(call, options) {
    const { deadline: wanted, ...rest } = options;
    if (call.responseStream || call.requestStream) {
      const streaming = wanted === undefined ? rest : withDeadline(rest, absolute(wanted));
      return yield* deadlineMiddleware(call, streaming);
    }
    const deadline = absolute(wanted ?? defaultDeadlineMs);
    return await retryUnavailable(
      async () => {
        const answer = deadlineMiddleware(call, withDeadline(rest, deadline));
        const { value } = await answer.next();
        return value as never;
      },
      deadline.getTime(),
      options.signal,
    );
  };

const absolute = (deadline: Date | number): Date =>
  deadline instanceof Date ? deadline : new Date(Date.now() + deadline);

function withDeadline<O extends CallOptions>(options: O, deadline: Date): O & { deadline: Date } {
  const metadata = Metadata(options.metadata).set('grpc-timeout', `${timeLeftMs(deadline)}m`);
  return { ...options, metadata, deadline };
}

/** At least 1, and at most the 8 digits that gRPC allows. */
const timeLeftMs = (deadline: Date): number =>
  Math.min(Math.max(Math.ceil(deadline.getTime() - Date.now()), 1), 99_999_999);

/** Fails with what the service said. Runs last, next to the wire. */
const richErrors: ClientMiddleware = async function* richErrorsMiddleware(call, options) {
  let richStatus: Uint8Array | undefined;
  try {
    return yield* call.next(call.request, {
      ...options,
      onTrailer(trailer) {
        richStatus = trailer.get(richStatusKey);
        options.onTrailer?.(trailer);
      },
    });
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    throw serviceErrorOf(error.code, error.details, richStatus, error);
  }
};
