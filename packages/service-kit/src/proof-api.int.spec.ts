import { setTimeout as sleep } from 'node:timers/promises';
import { SiteServiceDefinition } from '@linchpin/contracts/people';
import {
  LogServiceDefinition,
  ProjectionServiceDefinition,
  ProofServiceDefinition,
} from '@linchpin/contracts/platform';
import { testTopicPrefix } from '@linchpin/engines/testing';
import { createBus, type EventBus, type PublisherState, type ReceivedEvent } from '@linchpin/event-bus';
import { readCanonicalBytes } from '@linchpin/event-store';
import { openCheckpoint, openProof, verifyConsistency } from '@linchpin/tlog';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { errorOf, openSite } from './fixtures/calls.js';
import { people } from './fixtures/people.js';
import { startTestService, type TestService } from './testing/index.js';

const request = { service: 'people' };
const aggregates = ['people.site', 'people.employee'];
let service: TestService;
/** Reaches the topics past the service. */
let bus: EventBus;
let opened = 0;

beforeAll(async () => {
  service = await startTestService(people);
  const { kafkaBrokers, topicPrefix } = service.configuration;
  const log = pino({ level: 'silent' });
  bus = createBus({ brokers: kafkaBrokers, clientId: 'spec', log, topicPrefix });
  await open(60);
});
afterAll(async () => {
  await bus?.close();
  await service?.stop();
});

/** Opens sites, and waits until the projection shows the last one. */
async function open(count: number): Promise<void> {
  const sites = await service.client(SiteServiceDefinition);
  let notBefore = '';
  for (let n = 0; n < count; n++) notBefore = (await sites.open(openSite(`site-${++opened}`))).token;
  await sites.listSites({}, { notBefore });
}

async function allPublished(): Promise<void> {
  const log = await service.client(LogServiceDefinition);
  for (;;) {
    const { position, publishedPosition } = await log.getLogHead(request);
    if (position === publishedPosition) return;
    await sleep(50);
  }
}

/** Every message of the topics by partition, in order, as a new subscriber gets it. */
async function messages(): Promise<Record<string, ReceivedEvent[]>> {
  const found: Record<string, ReceivedEvent[]> = {};
  let seen = 0;
  const subscription = await bus.subscribe({
    groupId: testTopicPrefix(),
    aggregates,
    async onBatches(batches) {
      for (const { aggregate, partition, events } of batches) {
        found[`${aggregate}/${partition}`] = [...(found[`${aggregate}/${partition}`] ?? []), ...events];
        seen += events.length;
      }
    },
    onCrash: (error) => {
      throw error;
    },
  });
  const { events, repeats } = await bus.verify({ aggregates, log: (async function* () {})() });
  while (seen < events + repeats) await sleep(50);
  await subscription.close();
  return found;
}

async function republish(...names: string[]): Promise<string[]> {
  const proof = await service.client(ProofServiceDefinition);
  let done: string[] = [];
  for await (const progress of proof.republishLog({ ...request, aggregates: names }))
    done = progress.aggregates;
  return done;
}

/** The service's consumer has converged, and its projection is what the log says. */
async function expectConverged(): Promise<void> {
  await open(3);
  const projections = await service.client(ProjectionServiceDefinition);
  let equal: boolean | undefined;
  for await (const { result } of projections.rebuildProjection({ ...request, name: 'people.sites' }))
    equal = result?.equal;
  expect(equal).toBe(true);
  const sites = await service.client(SiteServiceDefinition);
  expect((await sites.listSites({})).sites).toHaveLength(opened);
  expect(service.healthy()).toBe(true);
}

const topics = async () => (await service.client(ProofServiceDefinition)).verifyTopics(request);

it('fills topics that were deleted, with the same messages in the same order', async () => {
  await allPublished();
  const before = await messages();
  expect(await topics()).toMatchObject({ complete: true, events: 60n, repeats: 0n });
  await bus.recreateTopics(aggregates);
  expect(await topics()).toMatchObject({ complete: false, damaged: ['people.site'] });
  expect(await republish()).toEqual(['people.site']);
  expect(await messages()).toEqual(before);
  expect(await topics()).toMatchObject({ complete: true, events: 60n, repeats: 0n });
  await expectConverged();
}, 90_000);

it('mends a hole that a lost message left, and touches nothing when there is none', async () => {
  await allPublished();
  const whole = await messages();
  await bus.recreateTopics(['people.site']);
  // A publisher that believes to have sent the positions 21 to 40.
  const log = await readLog();
  let state: PublisherState = { position: 0, previous: [] };
  const kept = {
    load: async () => state,
    async save(next: PublisherState) {
      state = next;
    },
  };
  const first = await bus.publisher({ service: 'people', state: kept });
  await first.publish(log.slice(0, 40));
  const at40 = state;
  await first.close();
  await bus.recreateTopics(['people.site']);
  state = { position: 0, previous: [] };
  const second = await bus.publisher({ service: 'people', state: kept });
  await second.publish(log.slice(0, 20));
  await second.close();
  state = at40;
  const third = await bus.publisher({ service: 'people', state: kept });
  await third.publish(log.slice(40));
  await third.close();
  const found = await topics();
  expect(found).toMatchObject({ complete: false, damaged: ['people.site'] });
  expect(found.problems.join('\n')).toMatch(/after position \d+ comes \d+, which follows \d+/);
  expect(await republish()).toEqual(['people.site']);
  expect(await messages()).toEqual(whole);
  await expectConverged();
  expect(await republish()).toEqual([]);
}, 90_000);

async function readLog() {
  const events: ReceivedEvent[] = [];
  const log = await service.client(LogServiceDefinition);
  for await (const event of log.readLog({ ...request, fromPosition: 1n }))
    events.push({
      ...event,
      recordedAt: event.recordedAt!,
      position: Number(event.position),
      previous: Number(event.previous),
      version: Number(event.version),
      type: event.type.split('.').at(-2)!,
      traceparent: event.traceparent === '' ? undefined : event.traceparent,
    });
  return events;
}

it('signs checkpoints, each of which continues the one before, and proves events', async () => {
  const proof = await service.client(ProofServiceDefinition);
  const earlier = await proof.getCheckpoint(request);
  const key = earlier.publicKey;
  const old = openCheckpoint(earlier.checkpoint, key);
  expect(old).toMatchObject({ origin: 'linchpin/people', size: opened });
  await open(5);
  const later = await proof.getCheckpoint({ ...request, continues: BigInt(old.size) });
  expect(verifyConsistency(old, openCheckpoint(later.checkpoint, key), later.consistency)).toBe(true);
  const file = (await proof.proveEvent({ ...request, stream: 'people.site/site-7', version: 1n })).proof;
  const commit = readCanonicalBytes(openProof(file, key).leaf);
  expect(commit).toMatchObject({ _id: 'people.site/site-7@0000000001', v: 1, by: 'somebody' });
  expect(
    await errorOf(proof.proveEvent({ ...request, stream: 'people.site/site-7', version: 9n })),
  ).toMatchObject({ code: 'NOT_FOUND' });
  const log = await service.client(LogServiceDefinition);
  const checkpoints = [earlier.checkpoint, later.checkpoint];
  expect(await log.verifyLog({ ...request, checkpoints })).toMatchObject({ intact: true });
  const forged = earlier.checkpoint.replace(`\n${old.size}\n`, `\n${old.size - 1}\n`);
  expect(await errorOf(log.verifyLog({ ...request, checkpoints: [forged] }))).toMatchObject({
    code: 'CHECKPOINT_INVALID',
  });
  expect(await errorOf(proof.getCheckpoint({ ...request, continues: BigInt(opened + 1) }))).toMatchObject({
    code: 'LOG_SHORTER',
  });
});
