/** The contracts declare something that this gateway cannot serve. It does not start. */
export class ContractError extends Error {
  readonly code = 'CONTRACT_INVALID';
  override readonly name = 'ContractError';
}

/** The environment lacks something, or holds something wrong. The gateway does not start. */
export class SettingsError extends Error {
  readonly code = 'SETTINGS_INVALID';
  override readonly name = 'SettingsError';
}

/** What is wrong with one field of a request. */
export interface FieldProblem {
  /** As the client wrote it: `placement.siteId`. */
  readonly field: string;
  readonly message: string;
}

/** A request that the gateway itself refuses. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: readonly FieldProblem[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}
