import { SiteServiceDefinition } from '@linchpin/contracts/people';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Connected, connect } from './client.js';
import { admin, type Harness, startHarness } from './fixtures/harness.js';

let harness: Harness;
let client: Connected<typeof SiteServiceDefinition>;

beforeAll(async () => {
  harness = await startHarness();
  client = connect(SiteServiceDefinition, harness.running.address, { token: await harness.token(admin) });
});
afterAll(async () => {
  client?.close();
  await harness?.stop();
});

const boston = { siteId: 'boston', name: 'Boston', on: '2020-01-01', timeZone: 'America/New_York' };

it('answers a command, and a query that waits for it', async () => {
  const reply = await client.open(boston);
  expect(reply).toMatchObject({ stream: 'people.site/boston', version: 1n, repeated: false });
  const { sites } = await client.listSites({}, { notBefore: reply.token });
  expect(sites).toMatchObject([{ siteId: 'boston', name: 'Boston' }]);
});
