import { ServiceError } from '@linchpin/service-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from './testing/gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.received.length = 0;
  gateway.replyWith({});
});

const site = { siteId: 'boston', name: 'Boston', on: '2020-01-01', timeZone: 'America/New_York' };
const closure = '/people/v1/sites/boston/closure';
const accepted = { stream: 'people.employee/7', version: 3n, token: 'dG9rZW4', repeated: false };

const problem = async (response: Response) => {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const body = (await response.json()) as Record<string, unknown>;
  expect(body).toMatchObject({ type: 'about:blank', status: response.status });
  expect(JSON.stringify(body)).not.toMatch(/\.(ts|js):\d+/);
  return body;
};

describe('a command', () => {
  it('reaches its RPC with the caller, the key and the version', async () => {
    gateway.replyWith(accepted);
    const response = await gateway.post(
      closure,
      { on: '2026-01-01' },
      { 'idempotency-key': 'k-1', 'if-match': '"2"' },
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toBe('"3"');
    expect(response.headers.get('linchpin-token')).toBe('dG9rZW4');
    expect(await response.json()).toEqual({ ...accepted, version: '3' });
    expect(gateway.received[0]).toMatchObject({
      path: '/linchpin.people.v1.SiteService/Close',
      message: { siteId: 'boston', on: '2026-01-01' },
      metadata: {
        authorization: `Bearer ${gateway.token}`,
        'linchpin-command-id': 'k-1',
        'linchpin-expected-version': '2',
      },
    });
  });

  it('that creates says where, the first time', async () => {
    gateway.replyWith({ ...accepted, stream: 'people.employee/a b' });
    const first = await gateway.post('/people/v1/employees', { employee_id: '7', on: '2020-01-01' });
    expect([first.status, first.headers.get('location')]).toEqual([201, '/people/v1/employees/a%20b']);
    gateway.replyWith({ ...accepted, repeated: true });
    expect((await gateway.post('/people/v1/employees', { employeeId: '7' })).status).toBe(200);
  });

  it('takes names as the contract writes them, too', async () => {
    await gateway.post('/people/v1/sites', { site_id: 'boston', time_zone: 'UTC' });
    expect(gateway.received[0]!.message).toMatchObject({ siteId: 'boston', timeZone: 'UTC' });
  });

  it.each([
    ['COMMAND_ID_REUSED', 9, 422],
    ['VERSION_CONFLICT', 9, 412],
    ['NOT_EMPLOYED', 9, 409],
    ['INVALID_ARGUMENT', 3, 400],
    ['PERMISSION_DENIED', 7, 403],
    ['NOT_FOUND', 5, 404],
    ['OVERLOADED', 8, 429],
    ['SHUTTING_DOWN', 14, 503],
    ['DEADLINE_EXCEEDED', 4, 504],
    ['constructor', 9, 409],
  ])('refused as %s (gRPC %i) is %i', async (code, grpcStatus, status) => {
    const violations = [{ field: 'placement.site_id', description: 'is not a site' }];
    gateway.replyWith(new ServiceError(code, grpcStatus, 'no', violations));
    const response = await gateway.post(closure, { on: '2026-01-01' });
    expect(response.status).toBe(status);
    const errors = [{ field: 'placement.siteId', message: 'is not a site' }];
    expect(await problem(response)).toMatchObject({ code, detail: 'no', errors });
  });

  it.each([
    ['INTERNAL', 13, 500],
    ['UNAVAILABLE', 14, 503],
  ])('that fails as %s tells nothing of the inside', async (code, grpcStatus, status) => {
    gateway.replyWith(new ServiceError(code, grpcStatus, 'secret: mongodb://root@db'));
    const response = await gateway.post(closure, { on: '2026-01-01' });
    expect(response.status).toBe(status);
    expect(JSON.stringify(await problem(response))).not.toContain('secret');
  });

  it.each([
    [{ 'idempotency-key': 'two words' }],
    [{ 'idempotency-key': 'x'.repeat(129) }],
    [{ 'if-match': '*' }],
    [{ 'if-match': 'W/"2"' }],
    [{ 'if-match': '"-1"' }],
  ])('with the header %j is 400', async (headers) => {
    const response = await gateway.post(closure, {}, headers as Record<string, string>);
    expect((await problem(response)).code).toBe('HEADER_INVALID');
    expect([response.status, gateway.received.length]).toEqual([400, 0]);
  });
});

describe('a query', () => {
  it('takes nested, repeated, boolean, number and enum parameters', async () => {
    const query =
      'asOf.on=2018-11-11&as_of.recorded_at=2019-01-01T00:00:00Z&siteIds=a&siteIds=b&descending=true&pageSize=5&statuses=EMPLOYMENT_STATUS_ACTIVE&statuses=3&orderBy=ORDER_NAME';
    const response = await gateway.fetch(`/people/v1/employees?${query}`, {
      headers: { 'linchpin-not-before': 'tok' },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ employees: [], nextPageToken: '', totalSize: 0 });
    expect(gateway.received[0]).toMatchObject({
      message: {
        asOf: { on: '2018-11-11', recordedAt: { seconds: 1546300800n } },
        siteIds: ['a', 'b'],
        descending: true,
        pageSize: 5,
        statuses: [1, 3],
        orderBy: 1,
      },
      metadata: { 'linchpin-not-before': 'tok' },
    });
  });

  it('carries the id of its path, decoded', async () => {
    await gateway.fetch('/people/v1/employees/a%2Fb%20c');
    expect(gateway.received[0]!.message).toMatchObject({ employeeId: 'a/b c' });
  });

  it('of the platform goes to the service that its path names', async () => {
    gateway.replyWith({ position: 9007199254740993n });
    const response = await gateway.fetch('/platform/v1/people/log/head');
    expect(await response.json()).toEqual({ position: '9007199254740993', publishedPosition: '0' });
    expect((await gateway.fetch('/platform/v1/payroll/log/head')).status).toBe(404);
  });
});

describe('what nobody may send', () => {
  it.each([
    ['siteIds[$ne]=x', 'PARAMETER_UNKNOWN'],
    ['$where=1', 'PARAMETER_UNKNOWN'],
    ['search[$regex]=a', 'PARAMETER_UNKNOWN'],
    ['__proto__.x=1', 'PARAMETER_UNKNOWN'],
    ['constructor.prototype.x=1', 'PARAMETER_UNKNOWN'],
    ['asOf=x', 'PARAMETER_UNKNOWN'],
    ['asOf.on.x=1', 'PARAMETER_UNKNOWN'],
    ['search=a&search=b', 'PARAMETER_INVALID'],
    ['descending=maybe', 'PARAMETER_INVALID'],
    ['pageSize=1e99', 'BODY_INVALID'],
    ['orderBy=ORDER_OF_MAGNITUDE', 'BODY_INVALID'],
    [`${'siteIds=a&'.repeat(201)}`, 'QUERY_TOO_LONG'],
  ])('as a query: %s', async (query, code) => {
    const response = await gateway.fetch(`/people/v1/employees?${query}`);
    expect([response.status, (await problem(response)).code]).toEqual([400, code]);
    expect(gateway.received).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['an operator for a string', { ...site, siteId: { $gt: '' } }, 'BODY_INVALID'],
    ['a list for a string', { ...site, siteId: ['boston'] }, 'BODY_INVALID'],
    ['a number for a string', { ...site, siteId: 7 }, 'BODY_INVALID'],
    ['a field of the platform', { ...site, version: 7 }, 'FIELD_UNKNOWN'],
    ['a role', { ...site, role: 'group-admin' }, 'FIELD_UNKNOWN'],
    ['__proto__', '{"siteId":"boston","__proto__":{"x":1}}', 'FIELD_UNKNOWN'],
    ['constructor', { ...site, constructor: { prototype: { x: 1 } } }, 'FIELD_UNKNOWN'],
    ['a list', [site], 'BODY_INVALID'],
    ['null', 'null', 'BODY_INVALID'],
    ['half of it', '{"siteId":', 'BODY_MALFORMED'],
    ['nothing', '', 'BODY_MALFORMED'],
    ['10,000 levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'BODY_TOO_DEEP'],
  ])('as a body: %s', async (_, body, code) => {
    const response = await gateway.post('/people/v1/sites', body);
    expect([response.status, (await problem(response)).code]).toEqual([400, code]);
    expect(gateway.received).toEqual([]);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it('a body that says another id than the path', async () => {
    const response = await gateway.post(closure, { siteId: 'salem', on: '2026-01-01' });
    expect([response.status, gateway.received.length]).toEqual([400, 0]);
  });

  it.each([
    [413, 'BODY_TOO_LARGE', { body: JSON.stringify({ ...site, name: 'x'.repeat(120_000) }) }],
    [
      415,
      'BODY_TYPE',
      { body: 'siteId=boston', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
    [415, 'BODY_TYPE', { body: '{}', headers: { 'content-type': 'application/json; charset=utf-16' } }],
    [415, 'BODY_ENCODING', { body: '{}', headers: { 'content-encoding': 'gzip' } }],
    [406, 'NOT_ACCEPTABLE', { body: '{}', headers: { accept: 'text/html' } }],
    [405, 'METHOD_NOT_ALLOWED', { method: 'DELETE' }],
    [401, 'TOKEN_MISSING', { headers: { authorization: '' } }],
    [401, 'TOKEN_MALFORMED', { headers: { authorization: 'Bearer a.b.c' } }],
  ])('%i %s', async (status, code, init: RequestInit) => {
    const headers = { 'content-type': 'application/json', ...(init.headers as Record<string, string>) };
    const response = await gateway.fetch('/people/v1/sites', { method: 'POST', ...init, headers });
    expect([response.status, (await problem(response)).code]).toEqual([status, code]);
    expect(gateway.received).toEqual([]);
    if (status === 401) expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    if (status === 405) expect(response.headers.get('allow')).toBe('POST, GET');
  });

  it.each(['/nope', '/people/v1/Employees', '/people/v1/employees/', '/docs/nope.js'])(
    'a path: %s',
    async (path) => {
      const response = await gateway.fetch(path);
      expect([response.status, (await problem(response)).code]).toEqual([404, 'ROUTE_UNKNOWN']);
    },
  );
});

it('tells whether it can serve', async () => {
  expect(await (await fetch(`${gateway.address}/ready`)).json()).toEqual({
    ready: true,
    services: { people: 'serving' },
  });
  expect((await fetch(`${gateway.address}/health`)).status).toBe(200);
});

it('serves the API page from itself, and names no maker', async () => {
  expect((await gateway.fetch('/')).headers.get('location')).toBe('/docs/');
  const page = await gateway.fetch('/docs/');
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
  expect(page.headers.get('x-powered-by')).toBeNull();
  for (const [, file] of (await page.text()).matchAll(/(?:src|href)="([^"]+)"/g))
    expect([file, (await gateway.fetch(file!)).status]).toEqual([file, 200]);
});
