/** By gRPC status: the HTTP status of the answer. */
const byGrpcStatus: Readonly<Record<number, number>> = {
  1: 499, // CANCELLED
  2: 500, // UNKNOWN
  3: 400, // INVALID_ARGUMENT
  4: 504, // DEADLINE_EXCEEDED
  5: 404, // NOT_FOUND
  6: 409, // ALREADY_EXISTS
  7: 403, // PERMISSION_DENIED
  8: 429, // RESOURCE_EXHAUSTED
  9: 409, // FAILED_PRECONDITION: a rule of the business refuses
  10: 409, // ABORTED
  11: 400, // OUT_OF_RANGE
  12: 501, // UNIMPLEMENTED
  13: 500, // INTERNAL
  14: 503, // UNAVAILABLE
  15: 500, // DATA_LOSS
  16: 401, // UNAUTHENTICATED
};

/** By code, where HTTP has a status of its own for what gRPC has not. */
const byCode: Readonly<Record<string, number>> = {
  COMMAND_ID_REUSED: 422,
  VERSION_CONFLICT: 412,
};

/** The HTTP status for an error of a service. */
export const httpStatusOf = (grpcStatus: number, code: string): number =>
  (Object.hasOwn(byCode, code) ? byCode[code] : byGrpcStatus[grpcStatus]) ?? 500;
