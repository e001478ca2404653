/** A field of a request that is wrong. */
export interface FieldViolation {
  /** As the contract names it: `placement.site_id`. */
  readonly field: string;
  readonly description: string;
}

/** A handler's way of refusing a call: a stable code, a sentence, and the field where one is wrong. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly violations: readonly FieldViolation[];

  /** @param code see {@link statusOf} for how codes become gRPC statuses; an unlisted one is FAILED_PRECONDITION */
  constructor(
    readonly code: string,
    message: string,
    field?: string | readonly FieldViolation[],
  ) {
    super(message);
    this.violations = typeof field === 'string' ? [{ field, description: message }] : (field ?? []);
  }
}

/** What is asked for does not exist, or not where the caller may look: the two are not told apart. */
export const notFound = (what: string): CallError => new CallError('NOT_FOUND', `There is no ${what}`);

/** The contract, and what is bound to it, do not fit. The service does not start. */
export class ContractError extends Error {
  readonly code = 'CONTRACT_MISMATCH';
  override readonly name = 'ContractError';
}

/** A value of the environment is missing or wrong. The service does not start. */
export class ConfigurationError extends Error {
  readonly code = 'CONFIGURATION_INVALID';
  override readonly name = 'ConfigurationError';
}

/** A call to a service failed, or was refused by it. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  constructor(
    /** Stable, for instance `NOT_EMPLOYED`; the name of the gRPC status where the service gave no code of its own. */
    readonly code: string,
    /** The number of the gRPC status. */
    readonly grpcStatus: number,
    message: string,
    readonly fieldViolations: readonly FieldViolation[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
