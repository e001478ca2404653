import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ed25519Signer } from '@linchpin/tlog';
import { CliError } from './errors.js';
import { homeFolder } from './surroundings.js';

/** The public key of a log: `--key`, as such or in a file; else that of the local installation. */
export function publicKeyOf(service: string, key: string | undefined): string {
  if (key !== undefined) return (existsSync(key) ? readFileSync(key, 'utf8') : key).trim();
  const home = homeFolder();
  const file = home === undefined ? undefined : join(home, 'keys', 'log-key.pem');
  if (file === undefined || !existsSync(file))
    throw new CliError(
      'NO_LOG_KEY',
      'There is no local key: give the public key of the log, or its file, with --key.',
    );
  return ed25519Signer(`linchpin/${service}`, createPrivateKey(readFileSync(file))).verifierKey;
}
