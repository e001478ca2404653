import { createHmac } from 'node:crypto';
import { signToken } from '@linchpin/access';
import { EmployeeServiceDefinition, SiteServiceDefinition } from '@linchpin/contracts/people';
import { Status } from 'nice-grpc';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connected, connect, disconnect } from './client.js';
import { errorOf, hire, openSite } from './fixtures/calls.js';
import { people } from './fixtures/people.js';
import { groupAdmin, startTestService, type TestService } from './testing/index.js';

let service: TestService;
let sites: Connected<typeof SiteServiceDefinition>;
let employees: Connected<typeof EmployeeServiceDefinition>;

beforeAll(async () => {
  // Silent, because some specs make the service fail on purpose.
  service = await startTestService(people, { logLevel: 'silent' });
  sites = await service.client(SiteServiceDefinition);
  employees = await service.client(EmployeeServiceDefinition);
  for (const site of ['boston', 'austin']) await sites.open(openSite(site));
  await employees.hire(hire('ada', 'boston'));
  await employees.hire(hire('alan', 'austin'));
});
afterAll(() => service?.stop());

const atBoston = (role: string) => ({ role, sites: ['boston'] });

describe('commands', () => {
  it('are done, and seen by a query that carries their token', async () => {
    const reply = await sites.open(openSite('quincy', 'Quincy'));
    expect(reply).toMatchObject({ stream: 'people.site/quincy', version: 1n, repeated: false });
    const listed = await sites.listSites({}, { notBefore: reply.token });
    expect(listed.sites.map(({ name }) => name)).toContain('Quincy');
  });

  it('are done once under one id', async () => {
    const commandId = 'open-salem';
    const first = await sites.open(openSite('salem'), { commandId });
    expect(await sites.open(openSite('salem'), { commandId })).toEqual({ ...first, repeated: true });
  });

  it('under an id that was used for another request are INVALID_ARGUMENT', async () => {
    const commandId = 'open-lynn';
    await sites.open(openSite('lynn'), { commandId });
    const error = await errorOf(sites.open(openSite('lynn', 'Other'), { commandId }));
    expect(error).toMatchObject({ code: 'COMMAND_ID_REUSED', grpcStatus: Status.INVALID_ARGUMENT });
  });

  it('that break a rule are FAILED_PRECONDITION with the code of the rule', async () => {
    const error = await errorOf(sites.open(openSite('boston')));
    expect(error).toMatchObject({ code: 'ALREADY_OPENED', grpcStatus: Status.FAILED_PRECONDITION });
  });

  it('that break a rule about a field name it', async () => {
    await sites.open(openSite('shut'));
    await sites.close({ siteId: 'shut', on: '2021-01-01' });
    const error = await errorOf(sites.rename({ siteId: 'shut', name: 'New' }));
    expect(error.fieldViolations).toMatchObject([{ field: 'name' }]);
  });

  it('on another version than the expected one are ABORTED', async () => {
    const error = await errorOf(sites.rename({ siteId: 'boston', name: 'B' }, { expectedVersion: 7 }));
    expect(error).toMatchObject({ code: 'VERSION_CONFLICT', grpcStatus: Status.ABORTED });
  });

  it('on what does not exist are NOT_FOUND', async () => {
    const error = await errorOf(sites.rename({ siteId: 'nowhere', name: 'N' }));
    expect(error).toMatchObject({ code: 'NOT_FOUND', grpcStatus: Status.NOT_FOUND });
  });
});

describe('validation', () => {
  it('names every field that breaks the contract, nested ones too', async () => {
    const broken = {
      ...hire('bad id', 'boston'),
      personal: { givenName: '', familyName: 'X', birthDate: '' },
    };
    const error = await errorOf(employees.hire(broken));
    expect(error).toMatchObject({ code: 'INVALID_REQUEST', grpcStatus: Status.INVALID_ARGUMENT });
    expect(error.fieldViolations.map(({ field }) => field).sort()).toEqual([
      'employee_id',
      'personal.given_name',
    ]);
  });
});

describe('references', () => {
  it('to what does not exist are refused', async () => {
    const error = await errorOf(employees.hire(hire('ben', 'nowhere')));
    expect(error).toMatchObject({ code: 'REFERENCE_UNKNOWN', grpcStatus: Status.FAILED_PRECONDITION });
    expect(error.fieldViolations).toMatchObject([{ field: 'placement.site_id' }]);
  });

  it('to what is closed are refused', async () => {
    await sites.open(openSite('gone'));
    await sites.close({ siteId: 'gone', on: '2021-01-01' });
    expect(await errorOf(employees.hire(hire('ben', 'gone')))).toMatchObject({ code: 'REFERENCE_CLOSED' });
  });
});

describe('tokens', () => {
  const call = async (token?: string) => {
    const client = connect(SiteServiceDefinition, service.address, { token });
    const error = await errorOf(client.listSites({}));
    disconnect(client);
    return error;
  };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = () => ({
    sub: 'mallory',
    grants: [groupAdmin],
    iss: service.configuration.issuer,
    aud: service.configuration.audience,
    exp: Math.floor(Date.now() / 1000) + 3600,
  });

  it('must be there', async () => {
    expect(await call()).toMatchObject({ code: 'TOKEN_MISSING', grpcStatus: Status.UNAUTHENTICATED });
  });

  it('must be signed', async () => {
    const unsigned = `${part({ alg: 'none', typ: 'at+jwt' })}.${part(claims())}.`;
    expect((await call(unsigned)).grpcStatus).toBe(Status.UNAUTHENTICATED);
  });

  it('must not be signed with the public key as a secret', async () => {
    const content = `${part({ alg: 'HS256', typ: 'at+jwt', kid: service.key.kid })}.${part(claims())}`;
    const { d: _, ...publicKey } = service.key;
    for (const secret of [
      JSON.stringify(publicKey),
      String(publicKey.x),
      Buffer.from(String(publicKey.x), 'base64url'),
    ]) {
      const signature = createHmac('sha256', secret).update(content).digest('base64url');
      expect(await call(`${content}.${signature}`)).toMatchObject({ code: 'TOKEN_ALGORITHM' });
    }
  });

  it('must be for this audience, of this issuer, and not expired', async () => {
    const { issuer, audience } = service.configuration;
    const made = (changed: object) =>
      signToken(service.key, { subject: 'mallory', grants: [groupAdmin], issuer, audience, ...changed });
    expect(await call(await made({ audience: 'other' }))).toMatchObject({ code: 'TOKEN_AUDIENCE' });
    expect(await call(await made({ issuer: 'other' }))).toMatchObject({ code: 'TOKEN_ISSUER' });
    expect(await call(await made({ lifetimeSeconds: -60 }))).toMatchObject({ code: 'TOKEN_EXPIRED' });
  });
});

describe('permissions', () => {
  it('that are missing are named', async () => {
    const reader = await service.client(SiteServiceDefinition, atBoston('employee-reader'));
    const error = await errorOf(reader.rename({ siteId: 'boston', name: 'B' }));
    expect(error).toMatchObject({ code: 'PERMISSION_MISSING', grpcStatus: Status.PERMISSION_DENIED });
    expect(error.message).toContain('people.site.rename');
  });

  it('do not reach the sites that a request names elsewhere, nested ones included', async () => {
    const manager = await service.client(EmployeeServiceDefinition, atBoston('practice-manager'));
    const error = await errorOf(manager.hire(hire('eve', 'austin')));
    expect(error).toMatchObject({ code: 'OUT_OF_SCOPE', grpcStatus: Status.PERMISSION_DENIED });
    expect(error.fieldViolations).toMatchObject([{ field: 'placement.site_id' }]);
  });

  it('filter a query to the sites where they hold', async () => {
    const reader = await service.client(SiteServiceDefinition, atBoston('employee-reader'));
    expect((await reader.listSites({})).sites).toMatchObject([{ siteId: 'boston' }]);
  });

  it.each([undefined, 1, 5])(
    'do not tell a thing elsewhere from one that is not there (expected version %s)',
    async (expectedVersion) => {
      const manager = await service.client(EmployeeServiceDefinition, atBoston('practice-manager'));
      const terminate = (employeeId: string) =>
        errorOf(
          manager.terminate({ employeeId, on: '2022-01-01', kind: 1, reason: '' }, { expectedVersion }),
        );
      const there = await terminate('alan');
      const nowhere = await terminate('nobody');
      expect(there).toMatchObject({ code: 'NOT_FOUND', grpcStatus: Status.NOT_FOUND });
      expect({ ...there, message: there.message.replace('alan', 'nobody') }).toEqual({
        ...nowhere,
        message: nowhere.message,
      });
    },
  );

  it('for what is of the whole group must hold everywhere', async () => {
    const { LogServiceDefinition } = await import('@linchpin/contracts/platform');
    const integrator = await service.client(LogServiceDefinition, atBoston('integrator'));
    expect(await errorOf(integrator.getLogHead({ service: 'people' }))).toMatchObject({
      code: 'OUT_OF_SCOPE',
    });
  });
});

describe('answers', () => {
  const get = async (role: string) => {
    const caller = await service.client(EmployeeServiceDefinition, atBoston(role));
    return caller.getEmployee({ employeeId: 'ada' });
  };

  it('show pay and birth date to those permitted', async () => {
    expect(await get('hr-manager')).toMatchObject({
      personal: { birthDate: '1990-12-10' },
      pay: { amount: { minorUnits: 100n } },
    });
  });

  it('leave them out for others, and nothing else', async () => {
    expect(await get('practice-manager')).toMatchObject({
      personal: { givenName: 'Ada', familyName: 'Byron', birthDate: '' },
      pay: undefined,
      siteId: 'boston',
    });
  });

  it('leave them out where the permission holds at another site only', async () => {
    const caller = await service.client(EmployeeServiceDefinition, atBoston('practice-manager'), {
      role: 'finance-analyst',
      sites: ['austin'],
    });
    expect((await caller.getEmployee({ employeeId: 'ada' })).pay).toBeUndefined();
    expect((await caller.getEmployee({ employeeId: 'alan' })).pay).toMatchObject({ period: 1 });
  });

  it("tell nothing of the service's own faults", async () => {
    const error = await errorOf(employees.getEmployeeHistory({ employeeId: 'ada' }));
    expect(error).toMatchObject({ code: 'INTERNAL', grpcStatus: Status.INTERNAL });
    expect(error.message).not.toContain('secret');
  });
});

describe('deadlines', () => {
  it('end a call that is not answered', async () => {
    const started = Date.now();
    const error = await errorOf(employees.listEmployees({}, { deadline: 300 }));
    expect(error.grpcStatus).toBe(Status.DEADLINE_EXCEEDED);
    expect(Date.now() - started).toBeLessThan(3000);
  });

  it('end the wait for a commit with a sentence', async () => {
    const notBefore = Buffer.from('people.site/never@0000000001').toString('base64url');
    const error = await errorOf(sites.listSites({}, { notBefore, deadline: 500 }));
    expect(error).toMatchObject({ code: 'NOT_YET_VISIBLE', grpcStatus: Status.DEADLINE_EXCEEDED });
  });
});

describe('pages', () => {
  it('follow one another, each thing once', async () => {
    const seen: string[] = [];
    let pageToken = '';
    do {
      const page = await sites.listSites({ pageSize: 2, pageToken });
      seen.push(...page.sites.map(({ siteId }) => siteId));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    const all = await sites.listSites({});
    expect(seen).toEqual(all.sites.map(({ siteId }) => siteId));
    expect(seen.length).toBeGreaterThan(2);
  });

  it('are refused with a token that is forged or of another question', async () => {
    const { nextPageToken } = await sites.listSites({ pageSize: 1 });
    const forged = `${nextPageToken.slice(0, -2)}AA`;
    for (const request of [
      { pageSize: 1, pageToken: forged },
      { pageSize: 1, pageToken: 'x' },
      { pageSize: 1, pageToken: nextPageToken, includeClosed: true },
    ])
      expect(await errorOf(sites.listSites(request))).toMatchObject({
        code: 'PAGE_TOKEN_INVALID',
        grpcStatus: Status.INVALID_ARGUMENT,
      });
  });
});
