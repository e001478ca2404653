import { requireEverywhere } from './admit.js';
import type { QueryContext } from './bind.js';
import { CallError } from './errors.js';

/** Lets in who asks for this service and may do what he asks for at every site: a log knows no sites. */
export const entry =
  (service: string) =>
  (request: { service: string }, { scope }: QueryContext, permission: string): void => {
    requireEverywhere(scope, permission);
    if (request.service !== service)
      throw new CallError('WRONG_SERVICE', `This is ${service}, not ${request.service}.`, 'service');
  };
