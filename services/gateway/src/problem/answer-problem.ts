import { randomUUID } from 'node:crypto';
import type { Logger } from '@linchpin/telemetry';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { RequestError } from './errors.js';
import { problemOf } from './problem-of.js';

/** Answers whatever fails with a problem. What is our fault goes to the log under the problem's instance. */
export const answerProblems =
  (log: Logger): ErrorRequestHandler =>
  (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const { problem, headers } = problemOf(error);
    const instance = `urn:uuid:${randomUUID()}`;
    if (problem.status >= 500)
      log.error({ err: error, instance, method: request.method, path: request.path }, problem.code);
    response
      .status(problem.status)
      .set(headers)
      .set('Cache-Control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify({ ...problem, instance }));
  };

/** For paths that nothing answers. */
export const notFound: RequestHandler = () => {
  throw new RequestError(
    404,
    'ROUTE_UNKNOWN',
    'Nothing is served under this path. /openapi.json lists what is.',
  );
};

/** For paths that are served, but not by this method. */
export const methodNotAllowed =
  (allowed: readonly string[]): RequestHandler =>
  () => {
    const Allow = allowed.map((method) => method.toUpperCase()).join(', ');
    throw new RequestError(405, 'METHOD_NOT_ALLOWED', `This path is served by ${Allow} only.`, [], { Allow });
  };
