import { type TestDatabase, testDatabase } from '@linchpin/engines/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitIdOf } from './commit.js';
import { add, counter, meta, stored } from './counter.fixture.js';
import { type EventStore, openEventStore } from './event-store.js';

let database: TestDatabase;
const open = (more = {}): Promise<EventStore> =>
  openEventStore({ db: database.db, service: 'test', ...more });
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
const commits = () => database.db.collection<{ _id: string; v: number }>('commits');
const ofStream = (id: string) =>
  commits()
    .find({ _id: new RegExp(`^test.counter/${id}@`) })
    .sort({ _id: 1 })
    .toArray();

describe('execute', () => {
  it('loses none of 50 commands that come at once for one stream, and numbers them without a gap', async () => {
    const store = await open();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => store.execute(counter, 'busy', add(1), meta())),
    );
    expect(answers.map((answer) => answer.kind === 'accepted' && answer.version)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    expect((await ofStream('busy')).map(({ v }) => v)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    expect(await (await open()).load(counter, 'busy')).toMatchObject({ version: 50, state: { sum: 50 } });
  });

  it('loses none of 60 commands that come at once through three stores', async () => {
    const stores = await Promise.all([open(), open(), open()]);
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => stores[index % 3]!.execute(counter, 'shared', add(1), meta())),
    );
    expect(await (await open()).load(counter, 'shared')).toMatchObject({ version: 60, state: { sum: 60 } });
    expect((await ofStream('shared')).map(({ _id }) => _id)).toEqual(
      Array.from({ length: 60 }, (_, index) => commitIdOf('test.counter/shared', index + 1)),
    );
  });

  it('does a command once, also after others, after snapshots and in another process', async () => {
    const store = await open({ snapshotEvery: 5 });
    const once = meta();
    const first = await store.execute(counter, 'once', add(7), once);
    for (let index = 0; index < 12; index++) await store.execute(counter, 'once', add(1), meta());
    await store.close();
    expect(
      await database.db.collection('snapshots').countDocuments({ _id: 'test.counter/once' as never }),
    ).toBe(1);
    for (const each of [store, await open()])
      expect(await each.execute(counter, 'once', add(7), once)).toEqual({ ...first, repeated: true });
    expect((await store.load(counter, 'once')).state.sum).toBe(19);
  });

  it('does a command once when it comes twice at the same time through two stores', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    const once = meta();
    const answers = await Promise.all(
      [one, other].map((store) => store.execute(counter, 'twin', add(3), once)),
    );
    expect(answers.map((answer) => answer.kind === 'accepted' && answer.repeated).sort()).toEqual([
      false,
      true,
    ]);
    expect(await ofStream('twin')).toHaveLength(1);
  });

  it('refuses a command id that was used for another request or by another caller', async () => {
    const store = await open();
    const once = meta();
    await store.execute(counter, 'reused', add(1), once);
    for (const change of [{ requestHash: Buffer.alloc(16, 2) }, { actor: 'another' }])
      expect(await store.execute(counter, 'reused', add(1), { ...once, ...change })).toMatchObject({
        code: 'COMMAND_ID_REUSED',
      });
  });

  it('refuses another version than the expected one, as another process left it', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    await one.execute(counter, 'versioned', add(1), meta());
    await other.execute(counter, 'versioned', add(1), meta());
    expect(await one.execute(counter, 'versioned', add(1), meta({ expectedVersion: 1 }))).toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    expect(await one.execute(counter, 'versioned', add(1), meta({ expectedVersion: 2 }))).toMatchObject({
      version: 3,
    });
  });

  it('does not refuse by a state in memory that another process has moved on', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    await one.execute(counter, 'stale', add(1), meta());
    await other.execute(counter, 'stale', add(9), meta());
    expect(await one.execute(counter, 'stale', add(-10), meta())).toMatchObject({
      kind: 'accepted',
      version: 3,
    });
    expect(await one.execute(counter, 'stale', add(-1), meta())).toMatchObject({ code: 'BELOW_ZERO' });
  });

  it('answers a command that changes nothing without a commit', async () => {
    const store = await open();
    expect(await store.execute(counter, 'still', add(0), meta())).toMatchObject({
      events: 0,
      commitId: undefined,
    });
    expect(await ofStream('still')).toHaveLength(0);
  });

  it('asks the check before the rule', async () => {
    const store = await open();
    const check = () => ({ kind: 'refusal', code: 'NOT_FOUND', message: 'not here' }) as const;
    expect(await store.execute(counter, 'checked', add(-1), meta({ check }))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('does not take an id that would end the name of the stream', async () => {
    const store = await open();
    await expect(store.execute(counter, 'a@0000000001', add(1), meta())).rejects.toMatchObject({
      code: 'INVALID_STREAM',
    });
  });
});

describe('load', () => {
  it('shows the state as it was recorded at an instant', async () => {
    let now = 0;
    const store = await open({ clock: () => new Date(now) });
    for (now = 1000; now <= 5000; now += 1000) await store.execute(counter, 'past', add(1), meta());
    expect((await store.load(counter, 'past', { asOf: new Date(999) })).state.sum).toBe(0);
    expect((await store.load(counter, 'past', { asOf: new Date(3000) })).state.sum).toBe(3);
    expect((await store.load(counter, 'past')).state.sum).toBe(5);
  });

  it('folds a retired event as the events that now say the same', async () => {
    const store = await open();
    const event = stored({ $case: 'addedTwice', value: { by: 4 } });
    await commits().insertOne({
      _id: commitIdOf('test.counter/old', 1),
      v: 1,
      at: new Date(1),
      cmd: 'c',
      req: Buffer.alloc(16),
      by: 'x',
      ev: [event],
    } as never);
    expect(await store.load(counter, 'old')).toMatchObject({ version: 1, state: { sum: 8 } });
    expect(await store.execute(counter, 'old', add(1), meta())).toMatchObject({ version: 2 });
  });

  it('ignores a snapshot of another version of the state', async () => {
    const store = await open({ snapshotEvery: 2 });
    for (let index = 0; index < 4; index++) await store.execute(counter, 'changed', add(1), meta());
    await store.close();
    const doubled = {
      ...counter,
      evolve: {
        ...counter.evolve,
        added: (s: never, { by }: { by: number }) => ({
          ...(s as object),
          sum: (s as { sum: number }).sum + by * 2,
        }),
      },
    };
    expect((await (await open()).load(doubled as typeof counter, 'changed')).state.sum).toBe(8);
  });

  it('ignores a snapshot of commits that are not there', async () => {
    const store = await open({ snapshotEvery: 2 });
    for (let index = 0; index < 4; index++) await store.execute(counter, 'restored', add(1), meta());
    await store.close();
    await commits().deleteOne({ _id: commitIdOf('test.counter/restored', 4) });
    expect(await (await open()).load(counter, 'restored')).toMatchObject({ version: 3, state: { sum: 3 } });
  });
});
