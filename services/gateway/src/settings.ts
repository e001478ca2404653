import { defaultAudience, defaultIssuer } from '@linchpin/access';
import { SettingsError } from './problem/errors.js';

/** What the environment says. */
export interface Settings {
  /** Where to listen. */
  readonly address: string;
  readonly jwksFile: string;
  readonly issuer: string;
  readonly audience: string;
  /** By name of the service: where it listens for gRPC. */
  readonly services: ReadonlyMap<string, string>;
}

/**
 * Reads the settings.
 * @param owners names of the services in the contracts
 * @throws {SettingsError} that names what is missing.
 */
export function readSettings(env: NodeJS.ProcessEnv, owners: readonly string[]): Settings {
  const required = (name: string, what: string): string => {
    const value = env[name];
    if (!value) throw new SettingsError(`Set ${name}: ${what}.`);
    return value;
  };
  return {
    address: env.LINCHPIN_HTTP_ADDRESS ?? '127.0.0.1:8080',
    jwksFile: required('LINCHPIN_JWKS_FILE', 'the file of the public keys that tokens are checked with'),
    issuer: env.LINCHPIN_ISSUER ?? defaultIssuer,
    audience: env.LINCHPIN_AUDIENCE ?? defaultAudience,
    services: new Map(
      owners.map((name) => [
        name,
        required(`LINCHPIN_${name.toUpperCase()}_ADDRESS`, `host:port of the service ${name}`),
      ]),
    ),
  };
}
