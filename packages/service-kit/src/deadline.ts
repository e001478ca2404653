import { ServerInterceptingCall, type ServerInterceptor } from '@grpc/grpc-js';
import type { Metadata } from 'nice-grpc';
import { CallError } from './errors.js';

const key = 'linchpin-internal-deadline';

/** How long a unary call may take where the caller does not say, in milliseconds. */
export const defaultDeadlineMs = 30_000;

/** Hands the caller's deadline to the handlers. A caller who sends the entry itself is overruled. */
export const deadlineInterceptor: ServerInterceptor = (_, call) =>
  new ServerInterceptingCall(call, {
    start: (next) =>
      next({
        onReceiveMetadata(metadata, forward) {
          const deadline = Number(call.getDeadline());
          if (Number.isFinite(deadline)) metadata.set(key, String(deadline));
          else metadata.remove(key);
          forward(metadata);
        },
      }),
  });

/** When the answer to a call is no longer wanted. */
export function deadlineOf(metadata: Metadata): Date {
  const given = metadata.get(key);
  return new Date(given === undefined ? Date.now() + defaultDeadlineMs : Number(given));
}

/** @throws {CallError} DEADLINE_EXCEEDED when the work is not done by the deadline */
export async function within<T>(deadline: Date, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const expire = (): void =>
      reject(new CallError('DEADLINE_EXCEEDED', 'The answer was not ready by the deadline.'));
    timer = setTimeout(expire, deadline.getTime() - Date.now());
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
