import { createHash } from 'node:crypto';
import { registry } from '@linchpin/contracts/descriptors';
import { refuse } from '@linchpin/domain';
import type { EventStore } from '@linchpin/event-store';
import type { Execute } from '@linchpin/processes';
import { CallError } from './errors.js';
import { validate } from './validation.js';

/**
 * Does the commands of a service's own processes. They are held to their contract's rules as those of callers are; a
 * process is no caller, so there is no permission to check and no site to be out of.
 */
export const executeOn =
  (store: EventStore): Execute =>
  async ({ aggregate, id, command, bytes, commandId, actor, traceparent }) => {
    const type = registry.getMessage(aggregate.commands.$type);
    try {
      if (type !== undefined) validate(type, bytes);
    } catch (error) {
      if (error instanceof CallError) return refuse(error.code, error.message);
      throw error;
    }
    const requestHash = createHash('sha256').update(bytes).digest().subarray(0, 16);
    return store.execute(aggregate, id, command, { commandId, requestHash, actor, traceparent });
  };
