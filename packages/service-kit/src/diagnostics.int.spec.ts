import { SiteServiceDefinition } from '@linchpin/contracts/people';
import { LogServiceDefinition, ProjectionServiceDefinition } from '@linchpin/contracts/platform';
import { createChannel, createClient } from 'nice-grpc';
import { HealthDefinition } from 'nice-grpc-server-health';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, openSite } from './fixtures/calls.js';
import { people } from './fixtures/people.js';
import { startTestService, type TestService } from './testing/index.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService(people);
  const sites = await service.client(SiteServiceDefinition);
  for (let n = 1; n <= 30; n++) await sites.open(openSite(`site-${n}`));
  const { token: last } = await sites.open(openSite('last'));
  await sites.listSites({}, { notBefore: last });
});
afterAll(() => service?.stop());

it('says that it serves', async () => {
  const channel = createChannel(service.address);
  const health = createClient(HealthDefinition, channel);
  expect(await health.check({ service: '' })).toEqual({ status: 1 });
  expect(await health.check({ service: 'linchpin.people.v1.SiteService' })).toEqual({ status: 1 });
  channel.close();
});

async function read(from: bigint) {
  const log = await service.client(LogServiceDefinition);
  const events = [];
  for await (const event of log.readLog({ service: 'people', fromPosition: from })) events.push(event);
  return events;
}

it('reads its log, each event with the position of the one before it in its partition', async () => {
  const all = await read(1n);
  expect(all.map(({ position }) => Number(position))).toEqual(all.map((_, index) => index + 1));
  expect(all.at(-1)).toMatchObject({ stream: 'people.site/last', type: 'linchpin.people.site.opened.v1' });
  // Who begins later is told the same.
  expect(await read(20n)).toEqual(all.slice(19));
  const named = all.map(({ previous }) => previous).filter((previous) => previous > 0n);
  expect(new Set(named).size).toBe(named.length);
});

it('refuses the log of another service', async () => {
  const log = await service.client(LogServiceDefinition);
  const error = await errorOf(log.getLogHead({ service: 'finance' }));
  expect(error).toMatchObject({ code: 'WRONG_SERVICE' });
});

it('proves its log, and rebuilds a projection to the same documents', async () => {
  const log = await service.client(LogServiceDefinition);
  expect(await log.verifyLog({ service: 'people' })).toMatchObject({ intact: true });
  const progress = [];
  const projections = await service.client(ProjectionServiceDefinition);
  for await (const each of projections.rebuildProjection({ service: 'people', name: 'people.sites' }))
    progress.push(each);
  expect(progress.at(-1)?.result).toMatchObject({ documents: 31n, equal: true });
});
