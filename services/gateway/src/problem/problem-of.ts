import { STATUS_CODES } from 'node:http';
import { TokenError } from '@linchpin/access';
import { ServiceError } from '@linchpin/service-kit';
import { type FieldProblem, RequestError } from './errors.js';
import { httpStatusOf } from './http-status.js';

/** A problem as RFC 9457 describes it, with a stable code and the fields in question. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly FieldProblem[];
}

/** What to answer when a request fails. */
export interface Answer {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

const unexpected =
  'Something went wrong here. The log of the gateway has the cause under the instance of this problem.';

/** Turns an error of any kind into an answer. What went wrong inside is never told to the client. */
export function problemOf(error: unknown): Answer {
  if (error instanceof RequestError)
    return {
      problem: problem(error.status, error.code, error.message, error.errors),
      headers: error.headers,
    };
  if (error instanceof TokenError) return unauthenticated(error.code, error.message);
  if (error instanceof ServiceError) {
    const status = httpStatusOf(error.grpcStatus, error.code);
    if (status === 401) return unauthenticated(error.code, error.message);
    const errors = error.fieldViolations.map(({ field, description }) => ({
      field: lowerCamel(field),
      message: description,
    }));
    const detail = detailOf(error, status);
    const headers: Record<string, string> = status === 429 || status === 503 ? { 'Retry-After': '1' } : {};
    return { problem: problem(status, error.code, detail, errors), headers };
  }
  return { problem: ofExpress(error), headers: statusOf(error) === 413 ? { Connection: 'close' } : {} };
}

/** A service that is not there has no sentence of its own: the library's would name inner addresses. */
function detailOf({ code, message }: ServiceError, status: number): string {
  if (code === 'UNAVAILABLE') return 'The service does not answer. Try again in a moment.';
  return status === 500 ? unexpected : message;
}

const problem = (
  status: number,
  code: string,
  detail: string,
  errors: readonly FieldProblem[] = [],
): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Client Closed Request',
  status,
  detail,
  code,
  ...(errors.length > 0 && { errors }),
});

function unauthenticated(code: string, message: string): Answer {
  const error = code === 'TOKEN_MISSING' ? '' : ', error="invalid_token"';
  return {
    problem: problem(401, code, message),
    headers: { 'WWW-Authenticate': `Bearer realm="linchpin"${error}` },
  };
}

/** Errors that express and its body parser raise carry the HTTP status. */
function ofExpress(error: unknown): Problem {
  switch (statusOf(error)) {
    case 400:
      return problem(400, 'REQUEST_MALFORMED', 'The request is malformed, or ended too early.');
    case 413:
      return problem(413, 'BODY_TOO_LARGE', 'The body is larger than 100 kB.');
    case 415:
      return problem(415, 'BODY_ENCODING', 'The body is compressed. Send it as it is.');
    default:
      return problem(500, 'INTERNAL', unexpected);
  }
}

const statusOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;

const lowerCamel = (path: string): string =>
  path.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
