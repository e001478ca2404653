import { createHmac } from 'node:crypto';
import { base64url, exportJWK, generateKeyPair, importJWK, type JWTHeaderParameters, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSigningKey, publicJwks, type SigningKey, signToken } from './signing.js';
import { createVerifier, type Verifier } from './verifier.js';

const now = new Date('2026-03-01T12:00:00Z');
const seconds = Math.floor(now.getTime() / 1000);
const issuer = 'https://sign-in.example';
const audience = 'linchpin';
const good = {
  sub: 'ada',
  iss: issuer,
  aud: audience,
  iat: seconds,
  exp: seconds + 60,
  grants: [{ role: 'employee-reader', sites: ['boston'] }],
};

let key: SigningKey;
let other: SigningKey;
let verifier: Verifier;

beforeAll(async () => {
  key = await createSigningKey();
  other = await createSigningKey();
  verifier = createVerifier({ jwks: publicJwks(key), issuer, audience, clock: () => now });
});

/** Signs what a test asks for, right or wrong. */
async function sign(
  claims: object,
  header: Partial<JWTHeaderParameters> = {},
  by: SigningKey = key,
): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key.kid, ...header })
    .sign(await importJWK(by, 'EdDSA'));
}

const encode = (value: unknown): string => base64url.encode(JSON.stringify(value));
const without = (claim: keyof typeof good) =>
  Object.fromEntries(Object.entries(good).filter(([name]) => name !== claim));

/** A token signed by HMAC with something public as the secret. */
function hmac(secret: string | Uint8Array): string {
  const input = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: key.kid })}.${encode(good)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

const bad: Record<string, [code: string, token: () => string | Promise<string>]> = {
  empty: ['TOKEN_MALFORMED', () => ''],
  'not a JWT': ['TOKEN_MALFORMED', () => 'letmein'],
  'five parts, as an encrypted one': ['TOKEN_MALFORMED', () => 'a.b.c.d.e'],
  'truncated payload': ['TOKEN_SIGNATURE', async () => (await sign(good)).replace(/\.(.+)....\./, '.$1.')],
  'truncated signature': ['TOKEN_SIGNATURE', async () => (await sign(good)).slice(0, -4)],
  'no signature': ['TOKEN_SIGNATURE', async () => (await sign(good)).replace(/[^.]+$/, '')],
  'other payload under the same signature': [
    'TOKEN_SIGNATURE',
    async () =>
      (await sign(good)).replace(
        /\.(.+)\./,
        `.${encode({ ...good, grants: [{ role: 'group-admin', sites: ['*'] }] })}.`,
      ),
  ],
  'alg none': ['TOKEN_ALGORITHM', () => `${encode({ alg: 'none', typ: 'at+jwt' })}.${encode(good)}.`],
  'alg None, in other letters': [
    'TOKEN_ALGORITHM',
    () => `${encode({ alg: 'nOnE', typ: 'at+jwt' })}.${encode(good)}.`,
  ],
  'HS256 with the public key as the secret': ['TOKEN_ALGORITHM', () => hmac(base64url.decode(key.x!))],
  'HS256 with the key set as the secret': ['TOKEN_ALGORITHM', () => hmac(JSON.stringify(publicJwks(key)))],
  'RS256, which is not allowed': [
    'TOKEN_ALGORITHM',
    async () => {
      const { privateKey } = await generateKeyPair('RS256');
      return new SignJWT(good)
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: key.kid })
        .sign(privateKey);
    },
  ],
  'signed by another key under a trusted kid': ['TOKEN_SIGNATURE', () => sign(good, {}, other)],
  'unknown kid': ['TOKEN_KEY_UNKNOWN', () => sign(good, { kid: other.kid }, other)],
  'kid that is a path': ['TOKEN_KEY_UNKNOWN', () => sign(good, { kid: '../../../dev/null' }, other)],
  'kid that is an address': [
    'TOKEN_KEY_UNKNOWN',
    () => sign(good, { kid: 'http://127.0.0.1:9/keys' }, other),
  ],
  'brings its own key': [
    'TOKEN_SIGNATURE',
    async () => sign(good, { jwk: publicJwks(other).keys[0]! }, other),
  ],
  'brings the address of its own keys': [
    'TOKEN_SIGNATURE',
    () => sign(good, { jku: 'http://127.0.0.1:9/jwks.json' }, other),
  ],
  'wants an extension understood': [
    'TOKEN_MALFORMED',
    async () => {
      const [, payload, signature] = (await sign(good)).split('.');
      return `${encode({ alg: 'EdDSA', typ: 'at+jwt', kid: key.kid, crit: ['x'], x: 1 })}.${payload}.${signature}`;
    },
  ],
  expired: ['TOKEN_EXPIRED', () => sign({ ...good, exp: seconds - 6 })],
  'never expires': ['TOKEN_CLAIMS', () => sign(without('exp'))],
  'expires at a word': ['TOKEN_CLAIMS', () => sign({ ...good, exp: 'never' })],
  'not valid yet': ['TOKEN_NOT_YET_VALID', () => sign({ ...good, nbf: seconds + 60 })],
  'wrong audience': ['TOKEN_AUDIENCE', () => sign({ ...good, aud: 'payroll' })],
  'no audience': ['TOKEN_AUDIENCE', () => sign(without('aud'))],
  'wrong issuer': ['TOKEN_ISSUER', () => sign({ ...good, iss: `${issuer}.evil.example` })],
  'no issuer': ['TOKEN_ISSUER', () => sign(without('iss'))],
  'ID token': ['TOKEN_TYPE', () => sign(good, { typ: 'JWT' })],
  'no subject': ['TOKEN_CLAIMS', () => sign(without('sub'))],
  'empty subject': ['TOKEN_CLAIMS', () => sign({ ...good, sub: '' })],
  'no grants': ['TOKEN_CLAIMS', () => sign(without('grants'))],
  'grants of another shape': [
    'TOKEN_CLAIMS',
    () => sign({ ...good, grants: [{ role: 'group-admin', sites: '*' }] }),
  ],
  'too long': ['TOKEN_MALFORMED', () => sign({ ...good, note: 'x'.repeat(8192) })],
};

describe('a verifier', () => {
  it('accepts what the issuer signed', async () => {
    const content = { subject: 'ada', grants: good.grants, issuer, audience, clock: () => now };
    const token = await signToken(key, content);
    expect(await verifier.verify(token)).toEqual({ subject: 'ada', grants: good.grants, token });
  });

  it('tolerates five seconds between clocks', async () => {
    const slow = await sign({ ...good, nbf: seconds + 4, exp: seconds - 4 });
    expect((await verifier.verify(slow)).subject).toBe('ada');
  });

  it.each(Object.entries(bad))('refuses a token that is %s', async (_, [code, token]) => {
    await expect(verifier.verify(await token())).rejects.toMatchObject({ name: 'TokenError', code });
  });

  it('refuses a remembered token once it has expired', async () => {
    let time = now;
    const short = createVerifier({ jwks: publicJwks(key), issuer, audience, clock: () => time });
    const token = await sign(good);
    const first = await short.verify(token);
    time = new Date(now.getTime() + 64_000);
    expect(await short.verify(token)).toBe(first);
    time = new Date(now.getTime() + 66_000);
    await expect(short.verify(token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  it('accepts the algorithms of another identity provider when they are named', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'idp', alg: 'RS256' }] };
    const outside = createVerifier({
      jwks,
      issuer,
      audience,
      algorithms: ['RS256'],
      type: 'JWT',
      clock: () => now,
    });
    const token = await new SignJWT(good)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'idp' })
      .sign(privateKey);
    expect((await outside.verify(token)).subject).toBe('ada');
  });

  it('takes public keys only', async () => {
    const make = (jwk: object) => () => createVerifier({ jwks: { keys: [jwk as never] }, issuer, audience });
    expect(make(key)).toThrow(/private or symmetric/);
    expect(make({ kty: 'oct', k: 'c2VjcmV0' })).toThrow(/private or symmetric/);
    expect(() => createVerifier({ jwks: { keys: [] }, issuer, audience })).toThrow(/no keys/);
  });
});
