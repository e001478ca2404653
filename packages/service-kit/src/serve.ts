import { decide, type Verifier } from '@linchpin/access';
import type { AnyAggregate } from '@linchpin/domain';
import type { EventStore } from '@linchpin/event-store';
import type { Projections } from '@linchpin/projections';
import { type CallContext, createServer, type Server, ServerError, type ServiceDefinition } from 'nice-grpc';
import type { Logger } from 'pino';
import { type Admitted, admit } from './admit.js';
import type { BoundApi, QueryContext } from './bind.js';
import { createPages, type Pages } from './cursor.js';
import { deadlineInterceptor, deadlineOf, within } from './deadline.js';
import { CallError } from './errors.js';
import { handleCommand } from './handle-command.js';
import { waitForToken } from './handle-query.js';
import type { MayRead } from './mask.js';
import { encodeRichStatus, richStatusKey } from './rich-status.js';
import { type CommandRpc, type QueryRpc, type Rpc, rpcsOf } from './rpc.js';
import { statusOf } from './status-of.js';
import { traced } from './tracing.js';
import { decodeRequest } from './wire.js';

/** What the server of a service stands on. */
export interface ServerParts {
  /** For instance `people`. */
  readonly service: string;
  readonly verifier: Verifier;
  readonly store: EventStore;
  readonly projections: Projections;
  readonly projectionNames: readonly string[];
  readonly aggregates: ReadonlyMap<string, AnyAggregate>;
  readonly clock: () => Date;
  /** Signs page tokens. */
  readonly cursorKey: Uint8Array;
  readonly log: Logger;
  /** Aborted when the service drains: open streams end, so that it can. */
  readonly draining: AbortSignal;
}

/** Bigger requests are refused: nothing in the contracts needs them. */
const maxRequestBytes = 4 * 1024 * 1024;

/**
 * A gRPC server with the services of the contracts. Every call is authenticated, checked and validated before its handler.
 * @throws {ContractError} when contract and implementation do not fit
 */
export function createGrpcServer(apis: readonly BoundApi[], parts: ServerParts): Server {
  const server = createServer({
    interceptors: [deadlineInterceptor],
    'grpc.max_receive_message_length': maxRequestBytes,
    'grpc.keepalive_time_ms': 30_000,
  } as never);
  for (const api of apis) {
    const rpcs = rpcsOf(api);
    const definition = Object.fromEntries(rpcs.map((rpc) => [rpc.key, wireDefinitionOf(rpc)]));
    const implementation = Object.fromEntries(rpcs.map((rpc) => [rpc.key, handlerOf(rpc, parts)]));
    server.add(definition as ServiceDefinition, implementation as never);
  }
  return server;
}

/** The RPC in the form that keeps the bytes of each request, and writes responses as they are. */
const wireDefinitionOf = ({ path, method }: Rpc) => ({
  path,
  requestStream: method.requestStream,
  responseStream: method.responseStream,
  requestSerialize: (value: unknown) => method.requestType.encode(value).finish(),
  requestDeserialize: (bytes: Uint8Array) => decodeRequest(method.requestType, bytes),
  responseSerialize: (value: unknown) => method.responseType.encode(value).finish(),
  responseDeserialize: (bytes: Uint8Array) => method.responseType.decode(bytes),
  options: {},
});

function handlerOf(rpc: Rpc, parts: ServerParts) {
  const pages = createPages(parts.cursorKey, rpc.path);
  if (rpc.method.responseStream) return streamHandler(rpc as Rpc & { does: QueryRpc }, parts, pages);
  const answer =
    rpc.does.kind === 'command'
      ? (request: object, admitted: Admitted, { metadata }: CallContext) =>
          handleCommand(rpc as Rpc & { does: CommandRpc }, request as never, admitted, metadata, parts)
      : (request: object, admitted: Admitted, context: CallContext, deadline: Date) =>
          answerQuery(rpc as Rpc & { does: QueryRpc }, request, admitted, context, {
            deadline,
            parts,
            pages,
          });
  return async (request: object, context: CallContext): Promise<object> => {
    const deadline = deadlineOf(context.metadata);
    try {
      return await traced(rpc.path, context.metadata, () =>
        within(
          deadline,
          (async () => {
            const admitted = await admit(rpc, request, context.metadata, parts.verifier);
            return masked(rpc, (await answer(request, admitted, context, deadline)) as object, admitted);
          })(),
        ),
      );
    } catch (error) {
      throw refused(error, context, parts);
    }
  };
}

function streamHandler(rpc: Rpc & { does: QueryRpc }, parts: ServerParts, pages: Pages) {
  return async function* (request: object, call: CallContext): AsyncGenerator<object> {
    const context = { ...call, signal: AbortSignal.any([call.signal, parts.draining]) };
    try {
      const deadline = deadlineOf(context.metadata);
      const admitted = await admit(rpc, request, context.metadata, parts.verifier);
      await waitForToken(context.metadata, parts.projections, parts.projectionNames, {
        deadline,
        signal: context.signal,
      });
      const messages = rpc.does.handle(request, queryContext(admitted, context, { deadline, parts, pages }));
      for await (const message of messages as AsyncIterable<object>) yield masked(rpc, message, admitted);
    } catch (error) {
      const cause = parts.draining.aborted
        ? new CallError('SHUTTING_DOWN', 'The service is shutting down. Call again, from where you are.')
        : error;
      throw refused(cause, call, parts);
    }
  };
}

interface Around {
  readonly deadline: Date;
  readonly parts: ServerParts;
  readonly pages: Pages;
}

async function answerQuery(
  rpc: Rpc & { does: QueryRpc },
  request: object,
  admitted: Admitted,
  context: CallContext,
  around: Around,
): Promise<unknown> {
  const { projections, projectionNames } = around.parts;
  const { signal, metadata } = context;
  await waitForToken(metadata, projections, projectionNames, { deadline: around.deadline, signal });
  return rpc.does.handle(request, queryContext(admitted, context, around));
}

const queryContext = (
  { caller, scope }: Admitted,
  { signal }: CallContext,
  { deadline, parts, pages }: Around,
): QueryContext => ({
  caller,
  scope,
  read: parts.projections.reader,
  store: parts.store,
  clock: parts.clock,
  pages,
  signal,
  deadline,
});

function masked({ mask }: Rpc, response: object, { caller }: Admitted): object {
  if (mask === undefined) return response;
  const known = new Map<string, boolean>();
  const mayRead: MayRead = (permission, site) => {
    const key = `${permission} ${site ?? '*'}`;
    let may = known.get(key);
    if (may === undefined) {
      may = decide(caller, permission, site ?? anySite);
      known.set(key, may);
    }
    return may;
  };
  return mask(response as Record<string, unknown>, mayRead);
}

/** No site has this id, so only a permission for every site holds at it. */
const anySite = '';

/** What goes on the wire for an error: its status, and its details in the trailer. */
function refused(error: unknown, { trailer }: CallContext, { service, log }: ServerParts): ServerError {
  const status = statusOf(error, `linchpin.${service}`, log);
  trailer.set(richStatusKey, encodeRichStatus(status));
  return new ServerError(status.code, status.message);
}
