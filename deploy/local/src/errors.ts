/** Why the platform is not running. */
export type LaunchErrorCode =
  | 'ALREADY_RUNNING'
  | 'NOT_HEALTHY'
  | 'SERVICE_STOPPED'
  | 'SEED_FAILED'
  | 'LAUNCH_FAILED';

/** The platform could not be started, or has stopped by itself. The message says what is wrong and what to do. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';

  constructor(
    readonly code: LaunchErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
