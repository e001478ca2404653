import { setTimeout as pause } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { ServiceError } from './errors.js';

const attempts = 4;
const firstPauseMs = 50;

/**
 * Repeats a call that found no service to answer it (UNAVAILABLE), at most 3 times within its deadline, with growing
 * pauses. Commands carry an id, so that a repeat is never done twice.
 */
export async function retryUnavailable<T>(
  call: () => Promise<T>,
  deadline: number,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const pauseMs = firstPauseMs * 2 ** (attempt - 1) * (0.5 + Math.random());
      const unavailable = error instanceof ServiceError && error.grpcStatus === status.UNAVAILABLE;
      if (!unavailable || attempt >= attempts || Date.now() + pauseMs >= deadline) throw error;
      await pause(pauseMs, undefined, signal === undefined ? {} : { signal });
    }
  }
}
