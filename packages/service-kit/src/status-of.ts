import { randomUUID } from 'node:crypto';
import { TokenError } from '@linchpin/access';
import { isAmbiguous } from '@linchpin/mongo';
import { Status } from 'nice-grpc';
import type { Logger } from 'pino';
import { CallError, type FieldViolation, ServiceError } from './errors.js';
import type { RichStatus } from './rich-status.js';

/**
 * The gRPC status of each stable code that is not FAILED_PRECONDITION, which is what a broken rule is.
 * An error with a code that is not here, and that is no refusal, is INTERNAL and tells nothing of itself.
 */
const statuses: Readonly<Record<string, Status>> = {
  INVALID_REQUEST: Status.INVALID_ARGUMENT,
  PAGE_TOKEN_INVALID: Status.INVALID_ARGUMENT,
  COMMAND_ID_REUSED: Status.INVALID_ARGUMENT,
  COMMIT_TOO_LARGE: Status.INVALID_ARGUMENT,
  INVALID_STREAM: Status.INVALID_ARGUMENT,
  WRONG_SERVICE: Status.INVALID_ARGUMENT,
  NOT_FOUND: Status.NOT_FOUND,
  UNKNOWN_PROJECTION: Status.NOT_FOUND,
  UNKNOWN_PROCESS: Status.NOT_FOUND,
  PERMISSION_MISSING: Status.PERMISSION_DENIED,
  OUT_OF_SCOPE: Status.PERMISSION_DENIED,
  VERSION_CONFLICT: Status.ABORTED,
  CONTENTION: Status.ABORTED,
  OVERLOADED: Status.RESOURCE_EXHAUSTED,
  DEADLINE_EXCEEDED: Status.DEADLINE_EXCEEDED,
  NOT_YET_VISIBLE: Status.DEADLINE_EXCEEDED,
  OUTCOME_UNKNOWN: Status.UNAVAILABLE,
  SHUTTING_DOWN: Status.UNAVAILABLE,
  PROJECTION_NOT_BUILT: Status.UNAVAILABLE,
  LOG_UNAVAILABLE: Status.UNAVAILABLE,
  BUILD_LOCKED: Status.ABORTED,
  PROJECTION_SUPERSEDED: Status.FAILED_PRECONDITION,
  PROJECTION_NONE_KEPT: Status.FAILED_PRECONDITION,
  PROJECTION_OTHER_VERSION: Status.FAILED_PRECONDITION,
  PROJECTION_AHEAD: Status.FAILED_PRECONDITION,
};

/** The answer for whatever ended a call, and its log entry where it is the service's own fault. */
export function statusOf(error: unknown, domain: string, log: Logger): RichStatus {
  const answer = (
    code: Status,
    reason: string,
    message: string,
    violations: readonly FieldViolation[] = [],
  ) => ({
    code,
    message,
    reason,
    domain,
    violations,
  });
  if (error instanceof TokenError) return answer(Status.UNAUTHENTICATED, error.code, error.message);
  if (error instanceof CallError)
    return answer(
      statuses[error.code] ?? Status.FAILED_PRECONDITION,
      error.code,
      error.message,
      error.violations,
    );
  // Another service's answer to a call made for this caller is this service's answer.
  if (error instanceof ServiceError)
    return answer(error.grpcStatus, error.code, error.message, error.fieldViolations);
  if (error instanceof Error && error.name === 'AbortError')
    return answer(Status.CANCELLED, 'CANCELLED', 'The call was cancelled.');
  const status = statuses[codeOf(error)];
  if (error instanceof Error && status !== undefined) return answer(status, codeOf(error), error.message);
  const id = randomUUID();
  log.error({ err: error, id }, 'a call failed');
  return isAmbiguous(error)
    ? answer(
        Status.UNAVAILABLE,
        'STORE_UNAVAILABLE',
        `The store does not answer. Try again; report ${id} if it stays.`,
      )
    : answer(Status.INTERNAL, 'INTERNAL', `The service failed. Report ${id}.`);
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
