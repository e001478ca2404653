import { fromBinary, type Registry, toBinary, toJson } from '@bufbuild/protobuf';
import { bearerToken, type Verifier } from '@linchpin/access';
import type { RawClient } from '@linchpin/service-kit';
import express, { type RequestHandler, type Response } from 'express';
import { RequestError } from '../problem/errors.js';
import { metadataOf } from './metadata.js';
import { parseJson } from './parse-json.js';
import { requestMessage } from './request-message.js';
import type { Route } from './routes.js';

/** What the routes need. */
export interface RestOptions {
  readonly registry: Registry;
  readonly verifier: Verifier;
  /** By name of the service. */
  readonly services: ReadonlyMap<string, RawClient>;
}

const deadlineMs = 15_000;
const readBody = express.raw({ type: () => true, limit: '100kb', inflate: false });

/** The steps that answer a route: they refuse unknown callers and other types than JSON, then call the owner. */
export function handlersOf(route: Route, options: RestOptions, routes: readonly Route[]): RequestHandler[] {
  const steps = [authenticate(options.verifier), requireJsonWanted];
  return route.method === 'post'
    ? [...steps, requireJsonSent, readBody, answer(route, options, routes)]
    : [...steps, answer(route, options, routes)];
}

const authenticate =
  (verifier: Verifier): RequestHandler =>
  async (request, _, next) => {
    await verifier.verify(bearerToken(request.headers.authorization));
    next();
  };

const requireJsonWanted: RequestHandler = (request, _, next) => {
  if (request.accepts('application/json') === false)
    throw new RequestError(
      406,
      'NOT_ACCEPTABLE',
      'Answers are application/json; the header accept refuses it.',
    );
  next();
};

const requireJsonSent: RequestHandler = ({ headers }, _, next) => {
  const type = headers['content-type'] ?? '';
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type))
    throw new RequestError(415, 'BODY_TYPE', 'Send the body as application/json in UTF-8.', [], {
      Connection: 'close',
    });
  next();
};

function answer(route: Route, { registry, services }: RestOptions, routes: readonly Route[]): RequestHandler {
  const { rpc } = route;
  const rpcPath = `/${rpc.parent.typeName}/${rpc.name}`;
  const located = routes.some(
    ({ method, template }) => method === 'get' && template.startsWith(`${route.template}/{`),
  );
  return async (request, response) => {
    const path = request.params as Record<string, string>;
    const query = new URLSearchParams(request.originalUrl.split('?')[1]);
    const body = route.method === 'post' ? parseJson(request.body ?? new Uint8Array()) : undefined;
    const message = requestMessage(route, { path, query, body }, registry);
    const client = services.get(route.owner ?? path.service!);
    if (client === undefined)
      throw new RequestError(
        404,
        'SERVICE_UNKNOWN',
        `There is no service of that name; there is: ${[...services.keys()].join(', ')}.`,
      );
    const bytes = toBinary(rpc.input, message);
    const { responseBytes } = await client.call(rpcPath, bytes, {
      metadata: metadataOf(request.headers, route),
      deadline: new Date(Date.now() + deadlineMs),
    });
    const json = toJson(rpc.output, fromBinary(rpc.output, responseBytes), {
      registry,
      alwaysEmitImplicit: true,
    });
    response.setHeader('Cache-Control', 'no-store');
    if (route.aggregate !== undefined)
      commandHeaders(response, route, json as unknown as CommandReply, located);
    response.json(json);
  };
}

interface CommandReply {
  readonly stream: string;
  /** An int64, which proto3 JSON writes as a string. */
  readonly version: string;
  readonly token: string;
  readonly repeated: boolean;
}

/** The version, the token, and for what a command on a collection created 201, with its address where a query gives it. */
function commandHeaders(response: Response, route: Route, reply: CommandReply, located: boolean): void {
  response.setHeader('ETag', `"${reply.version}"`);
  response.setHeader('Linchpin-Token', reply.token);
  if (route.pathFields.length > 0 || reply.repeated) return;
  response.status(201);
  if (!located) return;
  const id = reply.stream.slice(reply.stream.indexOf('/') + 1);
  response.setHeader('Location', `${route.template}/${encodeURIComponent(id)}`);
}
