import { writeError } from '@linchpin/engines';

/** Why the platform is not running. */
export type LaunchErrorCode =
  | 'ALREADY_RUNNING'
  | 'NOT_HEALTHY'
  | 'SERVICE_STOPPED'
  | 'PORT_IN_USE'
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

/** The error as it is, or for one of the file system the one that says what to do about the folder. */
export const inOneSentence = (error: unknown, folder: string): unknown =>
  error instanceof Error && 'syscall' in error ? writeError(error, 'Starting Linchpin', folder) : error;
