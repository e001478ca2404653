import type { Grant } from './caller.js';
import { TokenError } from './errors.js';

/**
 * The grants of a token's `grants` claim: `[{"role": "practice-manager", "sites": ["boston"]}]`.
 * @throws {TokenError} TOKEN_CLAIMS when it has another shape: a claim that is half understood grants too much or too little.
 */
export function grantsOf(claim: unknown): readonly Grant[] {
  if (!Array.isArray(claim) || !claim.every(isGrant))
    throw new TokenError('TOKEN_CLAIMS', 'The token\'s grants are not a list of {"role": …, "sites": […]}.');
  return claim.map(({ role, sites }) => ({ role, sites: [...sites] }));
}

function isGrant(value: unknown): value is Grant {
  if (typeof value !== 'object' || value === null) return false;
  const { role, sites } = value as Partial<Record<keyof Grant, unknown>>;
  return typeof role === 'string' && Array.isArray(sites) && sites.every((site) => typeof site === 'string');
}
