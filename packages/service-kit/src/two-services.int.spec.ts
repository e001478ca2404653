import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SiteServiceDefinition } from '@linchpin/contracts/people';
import { ProcessServiceDefinition, ProjectionServiceDefinition } from '@linchpin/contracts/platform';
import { connect as connectMongo } from '@linchpin/mongo';
import { LogUnavailableError } from '@linchpin/projections';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfiguration } from './configuration.js';
import { errorOf, openSite } from './fixtures/calls.js';
import { notes as notesDefinition } from './fixtures/notes.js';
import { people as peopleDefinition } from './fixtures/people.js';
import { openRemoteLog, type RemoteLog } from './remote-log.js';
import { serviceTokenIn } from './service-token.js';
import { startTestService, type TestService } from './testing/index.js';

let folder: string;
let people: TestService;
let notes: TestService;
let log: RemoteLog;

const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 100 });

/** What the second service has in its own database. */
async function textsOf(siteId: string): Promise<unknown> {
  const mongo = await connectMongo(notes.configuration.mongodbUrl, { appName: 'spec' });
  try {
    const db = mongo.db(notes.configuration.database);
    const { collection } = (await db
      .collection<{ _id: string; collection: string }>('projections')
      .findOne({ _id: 'notes.written' }))!;
    const found = await db.collection<{ _id: string }>(collection).findOne({ _id: siteId });
    return (found as { texts?: unknown } | null)?.texts;
  } finally {
    await mongo.close();
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-two-'));
  people = await startTestService(peopleDefinition);
  const sites = await people.client(SiteServiceDefinition);
  for (const id of ['boston', 'austin']) await sites.open(openSite(id, id.toUpperCase()));
  notes = await startTestService(notesDefinition, { logLevel: 'silent', follows: { people } });
  log = openRemoteLog('people', people.address, serviceTokenIn(notes.configuration.serviceTokenFile!));
});
afterAll(async () => {
  log?.close();
  await notes?.stop();
  await people?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a service that follows another', () => {
  it('reacts to its events, with a read model that includes them', async () => {
    await eventually(async () => expect(await textsOf('boston')).toEqual(['opened BOSTON']));
    await (await people.client(SiteServiceDefinition)).rename({ siteId: 'boston', name: 'Boston' });
    await eventually(async () =>
      expect(await textsOf('boston')).toEqual(['opened BOSTON', 'renamed Boston']),
    );
  });

  it('rebuilds from its log, and repeats no reaction by that', async () => {
    const projections = await notes.client(ProjectionServiceDefinition);
    for (const name of ['notes.site-names', 'notes.written'])
      for await (const { result } of projections.rebuildProjection({ service: 'notes', name }))
        if (result !== undefined) expect(result.equal).toBe(true);
    const { projections: all } = await projections.listProjections({ service: 'notes' });
    expect(all.find(({ name }) => name === 'notes.site-names')).toMatchObject({
      lagEvents: 0n,
      documents: 2n,
    });
    expect(await textsOf('austin')).toEqual(['opened AUSTIN']);
  });

  it('answers what its processes do, parks what they cannot, and re-drives it', async () => {
    const processes = await notes.client(ProcessServiceDefinition);
    const sites = await people.client(SiteServiceDefinition);
    await sites.rename({ siteId: 'austin', name: 'unspeakable' });
    await sites.rename({ siteId: 'austin', name: 'Austin' });
    await sites.rename({ siteId: 'boston', name: 'Bo' });
    await eventually(async () => expect(await textsOf('boston')).toContain('renamed Bo'));
    const name = 'notes.write-notes';
    await eventually(async () => {
      const { parked } = await processes.listParked({ service: 'notes', process: '' });
      expect(parked).toMatchObject([
        { process: name, stream: 'people.site/austin', reason: 'no word for it', tries: 5, behind: 1n },
      ]);
    });
    expect(await textsOf('austin')).toEqual(['opened AUSTIN']);
    expect((await processes.listProcesses({ service: 'notes' })).processes).toMatchObject([
      { name, state: 'running', parked: 1n, timers: 0n },
    ]);
    expect(await processes.redrive({ service: 'notes', process: name, id: '' })).toEqual({
      released: 0,
      stillParked: 1,
    });
    const error = await errorOf(processes.redrive({ service: 'notes', process: 'notes.other', id: '' }));
    expect(error.code).toBe('UNKNOWN_PROCESS');
  });
});

describe('the log of another service', () => {
  it('says where a commit is, and where it ends', async () => {
    const sites = await people.client(SiteServiceDefinition);
    const { token } = await sites.open(openSite('lowell'));
    const commitId = Buffer.from(token, 'base64url').toString();
    await eventually(async () => expect(await log.positionOf(commitId)).toBeDefined());
    const head = await log.head();
    expect(await log.positionOf(commitId)).toEqual({ first: head, last: head });
    expect(await log.positionOf('people.site/none@0000000001')).toBeUndefined();
  });

  it('that does not answer is unavailable, for now', async () => {
    const nobody = openRemoteLog('people', '127.0.0.1:1', async () => 'token');
    await expect(nobody.head()).rejects.toThrow(LogUnavailableError);
    const reading = nobody.read({ from: 1, to: 2 })[Symbol.asyncIterator]();
    await expect(reading.next()).rejects.toThrow(/Start people, or correct its address/);
    nobody.close();
  });

  it('is refused to a token that may not read it', async () => {
    const token = await people.token({ role: 'practice-manager', sites: ['*'] });
    const refused = openRemoteLog('people', people.address, async () => token);
    expect(await errorOf(refused.head())).toMatchObject({ code: 'PERMISSION_MISSING' });
    refused.close();
  });
});

describe('the configuration', () => {
  it('of a service that follows another names the address and the token that are missing', async () => {
    await expect(readConfiguration('notes', {}, ['people'])).rejects.toThrow(
      /LINCHPIN_PEOPLE_ADDRESS is not set: .*LINCHPIN_SERVICE_TOKEN_FILE is not set/,
    );
  });

  it('of the token is read again when it was renewed', async () => {
    const file = join(folder, randomUUID());
    await writeFile(file, 'one\n');
    let now = 0;
    const token = serviceTokenIn(file, () => now);
    expect(await token()).toBe('one');
    await writeFile(file, 'two\n');
    expect(await token()).toBe('one');
    now = 11_000;
    expect(await token()).toBe('two');
  });
});
