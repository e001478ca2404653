import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readJwks } from './jwks.js';
import { openKeyFiles } from './key-files.js';
import { signToken } from './signing.js';
import { createVerifier } from './verifier.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-keys-'));
});
afterEach(() => rm(folder, { recursive: true }));

const who = { issuer: 'linchpin-local', audience: 'linchpin' };

it('keeps one key, and its public half verifies what it signs', async () => {
  const first = await openKeyFiles(folder);
  const second = await openKeyFiles(folder);
  expect(second.key).toEqual(first.key);
  const token = await signToken(second.key, { subject: 'ada', grants: [], ...who });
  const verifier = createVerifier({ jwks: await readJwks(first.jwksFile), ...who });
  expect((await verifier.verify(token)).subject).toBe('ada');
});

it('lets only the owner read the private key, and never publishes it', async () => {
  const { jwksFile } = await openKeyFiles(folder);
  expect((await stat(join(folder, 'signing-key.json'))).mode & 0o077).toBe(0);
  expect((await readJwks(jwksFile)).keys[0]).not.toHaveProperty('d');
});

it('names a key set file that cannot be used', async () => {
  const file = join(folder, 'broken.json');
  await writeFile(file, '{"keys": [');
  await expect(readJwks(file)).rejects.toThrow(/broken\.json.*LINCHPIN_JWKS_FILE/);
  await expect(readJwks(join(folder, 'none.json'))).rejects.toMatchObject({ code: 'KEY_SET_INVALID' });
});
