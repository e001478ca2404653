import {
  createSigningKey,
  defaultAudience,
  defaultIssuer,
  type Grant,
  publicJwks,
  type SigningKey,
  signToken,
} from '@linchpin/access';
import type { Configuration } from '../configuration.js';

/** Everything, everywhere. */
export const groupAdmin: Grant = { role: 'group-admin', sites: ['*'] };

/** Issues the tokens of a test. */
export interface TestIssuer {
  readonly key: SigningKey;
  /** What those who verify its tokens are configured with: a service's defaults, and the key. */
  readonly trust: Pick<Configuration, 'jwks' | 'issuer' | 'audience'>;
  /** A token of a caller with these grants. */
  token(...grants: readonly Grant[]): Promise<string>;
}

/**
 * Makes an issuer.
 * @param clock when its tokens are issued; default: the machine's
 * @param given the key to sign with; default: a new one
 */
export async function createTestIssuer(clock?: () => Date, given?: SigningKey): Promise<TestIssuer> {
  const key = given ?? (await createSigningKey());
  const who = { issuer: defaultIssuer, audience: defaultAudience };
  return {
    key,
    trust: { jwks: publicJwks(key), ...who },
    token: (...grants) => signToken(key, { subject: 'somebody', grants, ...who, clock }),
  };
}
