import { createRequire } from 'node:module';

/** What is used of kafkajs' internal queue of requests to one broker. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

/**
 * Stops the timers of idle connections. In kafkajs 2.2.4 each connection looks for waiting requests every millisecond,
 * for ever and with a negative delay, of which newer Node versions warn. A request that has to wait schedules the look
 * itself, so with none waiting there is nothing to look for. Reported as kafkajs 1751.
 * @throws {Error} when kafkajs is not the version this was written for.
 */
export function quietIdleConnections(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
    prototype: RequestQueue & { [quieted]?: true };
  };
  if (prototype[quieted]) return;
  const schedule = prototype.scheduleCheckPendingRequests;
  if (typeof schedule !== 'function')
    throw new Error('kafkajs has changed inside: see quiet-idle.ts of the event bus');
  prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0) schedule.call(this);
  };
  prototype[quieted] = true;
}

const quieted = Symbol('quieted');
